using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Catalogues;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>The commands of <c>gatehouse catalog</c> that take a file.</summary>
internal static class CatalogFileCommands
{
    /// <summary><c>catalog apply</c>: a new version from a file.</summary>
    public static Command Apply(AdministrationFamily family)
    {
        Argument<string> file = InputFiles.Catalogue.Argument();
        Option<string?> note = new("--note") { Description = "Why, for the list of versions", HelpName = "TEXT" };
        HelpfulCommand command = new(
            "apply",
            "Uploads a catalogue file as a new version, which holds at once.",
            notes: ["It counts from the next full check of each endpoint; gatehouse endpoint recheck asks for one now, gatehouse policy dry-run says what it would bring."],
            examples: [new Example("gatehouse catalog apply patches.yaml --note 'November'", "holds at once, for every policy")]);
        command.Add(file);
        command.Add(note);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            (string text, _) = InputFiles.Catalogue.Read(result.GetRequiredValue(file));
            CatalogueVersion version = await run.Client.SendAsync(
                HttpMethod.Post,
                AdministrationRoutes.CatalogueVersions,
                new CatalogueUpload(text, result.GetValue(note)),
                AdministrationJson.Default.CatalogueUpload,
                AdministrationJson.Default.CatalogueVersion);
            run.Tell(
                version,
                AdministrationJson.Default.CatalogueVersion,
                shown => run.Line($"version {shown.Version} of the catalogue holds: {shown.Name} with {shown.Patches} patches"));
        });
        return command;
    }
}
