using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse endpoint</c>: who is there, how they are, and what is decided about them.</summary>
internal static class EndpointCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings) => AdministrationFamily.Create(
        "endpoint",
        "Lists endpoints and decides about them.",
        global,
        surroundings,
        [
            new Example("gatehouse endpoint list", "who is there"),
            new Example("gatehouse endpoint list --state held", "who waits for a decision"),
            new Example("gatehouse endpoint show pc-17", "all about one, with the reasons of its verdict"),
            new Example("gatehouse endpoint approve pc-17 --reason 'new main board, ticket 4711'", "let one in that is held"),
        ],
        (command, family) =>
        {
            command.Add(List(family));
            command.Add(Show(family));
            command.Add(Decide(family, "approve", "Lets a held endpoint in.", "approved"));
            command.Add(Decide(family, "reject", "Keeps a held endpoint out for good.", "rejected"));
            command.Add(Decide(family, "revoke", "Takes an endpoint's identity away for good; it is logged off.", "revoked"));
            command.Add(Send(family, "recheck", "Asks an endpoint to run the security check again now.", withReason: false));
            command.Add(Message(family));
            command.Add(Send(family, "log-off", "Logs an endpoint off; it may come back with a new check.", withReason: true));
            command.Add(Move(family));
        });

    private static HelpfulCommand List(AdministrationFamily family)
    {
        Option<string?> state = new("--state") { Description = "Only endpoints in this state", HelpName = "active|held|revoked" };
        Option<string?> verdict = new("--verdict") { Description = "Only endpoints with this last verdict", HelpName = "admitted|reminded|isolated|offline" };
        Option<string?> policy = new("--policy") { Description = "Only endpoints under this policy", HelpName = "NAME" };
        Option<string?> text = new("--text") { Description = "Only endpoints with this in host name, id, hardware id or address", HelpName = "TEXT" };
        Option<int> limit = AdministrationFamily.Limit();
        HelpfulCommand command = new(
            "list",
            "Lists endpoints by host name.",
            notes: ["ACCESS is what the network confirmed; \"admitted→isolated\" says that isolated is asked for and not confirmed yet, \"none→admitted\" that nothing ever confirmed anything: no gateway enforces.", "ID is the end of the id, which every command takes; -v shows it whole."],
            examples:
            [
                new Example("gatehouse endpoint list --verdict isolated", "who cannot work now"),
                new Example("gatehouse endpoint list --format json | jq -r .hostName", "for a script, one object on each line"),
            ]);
        command.Add(state);
        command.Add(verdict);
        command.Add(policy);
        command.Add(text);
        command.Add(limit);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            string route = AdministrationFamily.Query(
                AdministrationRoutes.Endpoints,
                ("state", result.GetValue(state)), ("verdict", result.GetValue(verdict)), ("policy", result.GetValue(policy)), ("text", result.GetValue(text)));
            run.Tell(
                await run.Client.ListAsync(route, AdministrationJson.Default.EndpointPage, AdministrationFamily.Read(result, limit)),
                AdministrationJson.Default.EndpointSummary,
                "no endpoint is so; gatehouse token create makes a token to enrol one",
                items => EndpointText.List(items, result.GetValue(family.Global.Verbose), run));
        });
        return command;
    }

    private static HelpfulCommand Show(AdministrationFamily family)
    {
        Argument<string> name = Name();
        HelpfulCommand command = new(
            "show", "Shows all that is known of an endpoint.", notes: [], examples: [new Example("gatehouse endpoint show pc-17", "why is it isolated?")]);
        command.Add(name);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            Guid id = await EndpointName.FindAsync(run.Client, result.GetRequiredValue(name));
            EndpointDetail detail = await run.Client.GetAsync(AdministrationRoutes.Endpoint(id), AdministrationJson.Default.EndpointDetail);
            run.Tell(detail, AdministrationJson.Default.EndpointDetail, shown => EndpointText.Show(shown, run));
        });
        return command;
    }

    private static HelpfulCommand Decide(AdministrationFamily family, string verb, string description, string done)
    {
        Argument<string> name = Name();
        Option<string?> reason = Reason();
        HelpfulCommand command = new(
            verb, description, notes: [], examples: [new Example($"gatehouse endpoint {verb} pc-17 --reason 'ticket 4711'", "the reason stands in the audit log")]);
        command.Add(name);
        command.Add(reason);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            Guid id = await EndpointName.FindAsync(run.Client, result.GetRequiredValue(name));
            EndpointDetail detail = await run.Client.SendAsync(
                HttpMethod.Post,
                AdministrationRoutes.Endpoint(id, verb),
                new EndpointDecision(result.GetValue(reason)),
                AdministrationJson.Default.EndpointDecision,
                AdministrationJson.Default.EndpointDetail);
            run.Tell(detail, AdministrationJson.Default.EndpointDetail, shown => run.Line($"{shown.HostName} ({shown.Id}) is {done}"));
        });
        return command;
    }

    private static HelpfulCommand Send(AdministrationFamily family, string verb, string description, bool withReason)
    {
        Argument<string> name = Name();
        Option<string?> reason = Reason();
        HelpfulCommand command = new(verb, description, notes: [], examples: [new Example($"gatehouse endpoint {verb} pc-17", "by host name or id")]);
        command.Add(name);
        if (withReason)
        {
            command.Add(reason);
        }

        AdministrationRun.Set(command, family, async (run, result) =>
        {
            Guid id = await EndpointName.FindAsync(run.Client, result.GetRequiredValue(name));
            string route = AdministrationRoutes.Endpoint(id, verb);
            await (withReason
                ? run.Client.SendAsync(HttpMethod.Post, route, new EndpointDecision(result.GetValue(reason)), AdministrationJson.Default.EndpointDecision)
                : run.Client.SendAsync(HttpMethod.Post, route));
            run.Note($"sent to {id}");
        });
        return command;
    }

    private static HelpfulCommand Message(AdministrationFamily family)
    {
        Argument<string> name = Name();
        Argument<string> text = new("TEXT") { Description = "What the user is to read; one line" };
        HelpfulCommand command = new(
            "message", "Shows a message to the user of an endpoint.", notes: [], examples: [new Example("gatehouse endpoint message pc-17 'Please restart today'", "the user sees it at once")]);
        command.Add(name);
        command.Add(text);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            Guid id = await EndpointName.FindAsync(run.Client, result.GetRequiredValue(name));
            await run.Client.SendAsync(
                HttpMethod.Post, AdministrationRoutes.Endpoint(id, "message"), new EndpointMessage(result.GetRequiredValue(text)), AdministrationJson.Default.EndpointMessage);
            run.Note($"sent to {id}");
        });
        return command;
    }

    private static HelpfulCommand Move(AdministrationFamily family)
    {
        Argument<string> name = Name();
        Argument<string> policy = new("POLICY") { Description = "Name of the policy" };
        HelpfulCommand command = new(
            "move", "Puts an endpoint under another policy.", notes: [], examples: [new Example("gatehouse endpoint move pc-17 pilot", "one of the first to try a policy")]);
        command.Add(name);
        command.Add(policy);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            Guid id = await EndpointName.FindAsync(run.Client, result.GetRequiredValue(name));
            EndpointDetail detail = await run.Client.SendAsync(
                HttpMethod.Put,
                AdministrationRoutes.EndpointPolicy(id),
                new EndpointMove(result.GetRequiredValue(policy)),
                AdministrationJson.Default.EndpointMove,
                AdministrationJson.Default.EndpointDetail);
            run.Tell(detail, AdministrationJson.Default.EndpointDetail, shown => run.Line($"{shown.HostName} ({shown.Id}) is under the policy {shown.Policy}"));
        });
        return command;
    }

    private static Argument<string> Name() => new("ENDPOINT") { Description = "Host name, id, or the end of an id as the list shows it (its beginning will do too)" };

    private static Option<string?> Reason() => new("--reason") { Description = "Why; stands in the audit log, and the endpoint's user may be told", HelpName = "TEXT" };
}
