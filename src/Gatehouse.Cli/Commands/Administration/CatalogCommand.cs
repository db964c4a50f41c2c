using System.CommandLine;
using Gatehouse.Cli.Administration;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Catalogues;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse catalog</c>: the patches that reports of endpoints are held against.</summary>
internal static class CatalogCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings) => AdministrationFamily.Create(
        "catalog",
        "Checks, uploads and shows the catalogue of patches.",
        global,
        surroundings,
        [
            new Example("gatehouse catalog check patches.yaml", "is the file right? needs no server"),
            new Example("gatehouse catalog apply patches.yaml --note 'November'", "holds at once, for every policy"),
            new Example("gatehouse catalog list", "which versions there were, and whose"),
        ],
        (command, family) =>
        {
            command.Add(List(family));
            command.Add(Show(family));
            command.Add(FileCheckCommand.Create(InputFiles.Catalogue, family, new Example("gatehouse catalog check patches.yaml", "before it is uploaded")));
            command.Add(CatalogFileCommands.Apply(family));
        });

    private static HelpfulCommand List(AdministrationFamily family)
    {
        Option<int> limit = AdministrationFamily.Limit();
        HelpfulCommand command = new(
            "list", "Lists the versions of the catalogue, newest first; the newest holds.", notes: [], examples: [new Example("gatehouse catalog list", "who uploaded what")]);
        command.Add(limit);
        AdministrationRun.Set(command, family, async (run, result) => run.Tell(
            await run.Client.ListAsync(AdministrationRoutes.CatalogueVersions, AdministrationJson.Default.CataloguePage, AdministrationFamily.Read(result, limit)),
            AdministrationJson.Default.CatalogueVersion,
            "there is no catalogue; gatehouse catalog apply FILE uploads one",
            items =>
            {
                Table table = new(["VERSION", "HOLDS", "NAME", "PATCHES", "UPLOADED", "BY", "NOTE"], run.Width, flexible: 6);
                foreach (CatalogueVersion item in items)
                {
                    table.Add(
                        item.Version.ToString(), item.Active ? "yes" : null, item.Name, item.Patches.ToString(), Times.Exact(item.CreatedAt), item.CreatedBy, item.Note);
                }

                table.Write(run.Out);
            }));
        return command;
    }

    private static HelpfulCommand Show(AdministrationFamily family)
    {
        Option<long?> version = new("--version") { Description = "Show this version; the one that holds unless given", HelpName = "NUMBER" };
        HelpfulCommand command = new(
            "show",
            "Shows the catalogue that holds, as it was uploaded.",
            notes: [],
            examples:
            [
                new Example("gatehouse catalog show > patches.yaml", "to change it"),
                new Example("gatehouse catalog show --version 3 > old.yaml", "apply it again to roll back"),
            ]);
        command.Add(version);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            string route = result.GetValue(version) is { } number ? AdministrationRoutes.CatalogueVersion(number) : AdministrationRoutes.Catalogue;
            CatalogueVersion shown = await run.Client.GetAsync(route, AdministrationJson.Default.CatalogueVersion);
            run.Tell(shown, AdministrationJson.Default.CatalogueVersion, whole => run.Out.Write(whole.Text));
        });
        return command;
    }
}
