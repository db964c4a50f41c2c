using System.CommandLine;
using System.Text.Json;
using Gatehouse.Cli.Administration;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Audit;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse audit</c>: who changed what.</summary>
internal static class AuditCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings) => AdministrationFamily.Create(
        "audit",
        "Says who changed what, when and from where.",
        global,
        surroundings,
        [new Example("gatehouse audit list --subject policy/default", "who changed the policy")],
        (command, family) => command.Add(List(family)));

    private static HelpfulCommand List(AdministrationFamily family)
    {
        Option<string?> actor = new("--actor") { Description = "Only what this holder of a token did", HelpName = "NAME" };
        Option<string?> action = new("--action") { Description = "Only this action; with a dot at the end all that begin so", HelpName = "ACTION" };
        Option<string?> subject = new("--subject") { Description = "Only what was done to this, or to what begins so", HelpName = "SUBJECT" };
        Option<string?> since = new("--since") { Description = "Only entries from this time on, as 2026-11-22T09:00:00Z", HelpName = "TIME" };
        Option<string?> until = new("--until") { Description = "Only entries before this time", HelpName = "TIME" };
        Option<int> limit = AdministrationFamily.Limit();
        HelpfulCommand command = new(
            "list",
            "Lists changes, newest first.",
            notes: ["-v also shows what was before and what is after."],
            examples:
            [
                new Example("gatehouse audit list --action policy. -v", "every change of a policy, with before and after"),
                new Example("gatehouse audit list --subject endpoint/3f2c", "what was done to one endpoint"),
                new Example("gatehouse audit list --since 2026-11-22T00:00:00Z --format json", "for a script"),
            ]);
        foreach (Option option in (Option[])[actor, action, subject, since, until, limit])
        {
            command.Add(option);
        }

        AdministrationRun.Set(command, family, async (run, result) =>
        {
            string route = AdministrationFamily.Query(
                AdministrationRoutes.Audit,
                ("actor", result.GetValue(actor)), ("action", result.GetValue(action)), ("subject", result.GetValue(subject)),
                ("since", result.GetValue(since)), ("until", result.GetValue(until)));
            run.Tell(
                await run.Client.ListAsync(route, AdministrationJson.Default.AuditPage, AdministrationFamily.Read(result, limit)),
                AdministrationJson.Default.AuditEntry,
                "nothing was changed so",
                items => Write(items, result.GetValue(family.Global.Verbose), run));
        });
        return command;
    }

    private static void Write(IReadOnlyList<AuditEntry> items, bool verbose, AdministrationRun run)
    {
        if (!verbose)
        {
            Table table = new(["WHEN", "WHO", "FROM", "WHAT", "TO WHAT"], run.Width, flexible: null);
            foreach (AuditEntry entry in items)
            {
                table.Add(Times.Exact(entry.At), entry.Actor, entry.Address, entry.Action, entry.Subject);
            }

            table.Write(run.Out);
            return;
        }

        foreach (AuditEntry entry in items)
        {
            run.Line($"{Times.Exact(entry.At)}  {entry.Actor} from {entry.Address ?? "the server"}  {entry.Action}  {entry.Subject}");
            foreach ((string word, JsonElement? state) in ((string, JsonElement?)[])[("before", entry.Before), ("after", entry.After)])
            {
                if (state is { } known)
                {
                    run.Line($"  {word,-6}  {known.GetRawText()}");
                }
            }
        }
    }
}
