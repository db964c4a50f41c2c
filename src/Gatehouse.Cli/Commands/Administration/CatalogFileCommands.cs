using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Catalogues;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Files;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>The commands of <c>gatehouse catalog</c> that take a file.</summary>
internal static class CatalogFileCommands
{
    /// <summary><c>catalog check</c>: reads a file without a server.</summary>
    public static Command Check(AdministrationFamily family)
    {
        Argument<string> file = File();
        HelpfulCommand command = new(
            "check",
            "Says whether a catalogue file is right, and if not, what is wrong in which line. Needs no server.",
            notes: ["Exit status: 0 the file is right, 2 it is not, or cannot be read."],
            examples: [new Example("gatehouse catalog check patches.yaml", "before it is uploaded")]);
        command.Add(file);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            PatchCatalogue? catalogue = CatalogueFile.Read(InputFile.Catalogue.Read(path), version: 0, out IReadOnlyList<PolicyFileError> errors);
            InputFile.Tell(path, errors, family.Surroundings.Error);
            if (catalogue is null)
            {
                return ExitCodes.Failure;
            }

            family.Surroundings.Out.WriteLine(SafeText.Escape($"{path} is a catalogue named {catalogue.Name} with {catalogue.Count} patches"));
            return ExitCodes.Healthy;
        });
        return command;
    }

    /// <summary><c>catalog apply</c>: a new version from a file.</summary>
    public static Command Apply(AdministrationFamily family)
    {
        Argument<string> file = File();
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
            string path = result.GetRequiredValue(file);
            string text = InputFile.Catalogue.Read(path);
            if (CatalogueFile.Read(text, version: 0, out IReadOnlyList<PolicyFileError> errors) is null)
            {
                throw InputFile.Catalogue.Wrong(path, errors);
            }

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

    private static Argument<string> File() => new("FILE") { Description = "Catalogue of patches in YAML or JSON" };
}
