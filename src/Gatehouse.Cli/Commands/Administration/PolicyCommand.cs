using System.CommandLine;
using Gatehouse.Cli.Administration;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Policies;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse policy</c>: what is required of endpoints.</summary>
internal static class PolicyCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings) => AdministrationFamily.Create(
        "policy",
        "Checks, tries, uploads and activates policies.",
        global,
        surroundings,
        [
            new Example("gatehouse policy check office.yaml", "is the file right? needs no server"),
            new Example("gatehouse policy dry-run office.yaml", "who would be hit, and why"),
            new Example("gatehouse policy apply office.yaml --note 'ticket 4711'", "a new version, and active"),
            new Example("gatehouse policy activate office 12", "back to an older version"),
        ],
        (command, family) =>
        {
            command.Add(List(family));
            command.Add(Show(family));
            command.Add(FileCheckCommand.Create(InputFiles.Policy, family, new Example("gatehouse policy check office.yaml", "before it is reviewed or uploaded")));
            command.Add(PolicyFileCommands.DryRun(family));
            command.Add(PolicyFileCommands.Apply(family));
            command.Add(Activate(family));
        });

    private static HelpfulCommand List(AdministrationFamily family)
    {
        Option<int> limit = AdministrationFamily.Limit();
        HelpfulCommand command = new("list", "Lists policies by name.", notes: [], examples: [new Example("gatehouse policy list", "which hold, and for how many endpoints")]);
        command.Add(limit);
        AdministrationRun.Set(command, family, async (run, result) => run.Tell(
            await run.Client.ListAsync(AdministrationRoutes.Policies, AdministrationJson.Default.PolicyPage, AdministrationFamily.Read(result, limit)),
            AdministrationJson.Default.PolicySummary,
            "there are no policies",
            items =>
            {
                Table table = new(["POLICY", "ACTIVE", "NEWEST", "ENDPOINTS", "ACTIVATED", "BY"], run.Width, flexible: 5);
                foreach (PolicySummary item in items)
                {
                    table.Add(
                        item.Name, item.ActiveVersion?.ToString(), item.LatestVersion.ToString(), item.Endpoints.ToString(),
                        Times.Near(item.ActivatedAt, AdministrationRun.Now), item.ActivatedBy);
                }

                table.Write(run.Out);
            }));
        return command;
    }

    private static HelpfulCommand Show(AdministrationFamily family)
    {
        Argument<string> name = new("POLICY") { Description = "Name of the policy" };
        Option<long?> version = new("--version") { Description = "Show the YAML of this version", HelpName = "NUMBER" };
        Option<bool> versions = new("--versions") { Description = "List the versions instead" };
        HelpfulCommand command = new(
            "show",
            "Shows the YAML of a policy's active version, as it was uploaded.",
            notes: [],
            examples:
            [
                new Example("gatehouse policy show default > default.yaml", "to change it"),
                new Example("gatehouse policy show default --versions", "who uploaded what, and which is active"),
            ]);
        command.Add(name);
        command.Add(version);
        command.Add(versions);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            string policy = result.GetRequiredValue(name);
            if (result.GetValue(versions))
            {
                run.Tell(
                    await run.Client.ListAsync(AdministrationRoutes.PolicyVersions(policy), AdministrationJson.Default.PolicyVersionPage, AdministrationFamily.MaxLimit),
                    AdministrationJson.Default.PolicyVersion,
                    "the policy has no versions",
                    items => Versions(items, run));
                return;
            }

            PolicySummary summary = await run.Client.GetAsync(AdministrationRoutes.Policy(policy), AdministrationJson.Default.PolicySummary);
            long number = result.GetValue(version) ?? summary.ActiveVersion ?? summary.LatestVersion;
            PolicyVersion shown = await run.Client.GetAsync(AdministrationRoutes.PolicyVersion(policy, number), AdministrationJson.Default.PolicyVersion);
            run.Tell(shown, AdministrationJson.Default.PolicyVersion, whole => run.Out.Write(whole.Yaml));
        });
        return command;
    }

    private static HelpfulCommand Activate(AdministrationFamily family)
    {
        Argument<string> name = new("POLICY") { Description = "Name of the policy" };
        Argument<long> version = new("VERSION") { Description = "Number of the version, as show --versions lists it" };
        HelpfulCommand command = new(
            "activate",
            "Makes a version the one that endpoints are checked under; an older one rolls back.",
            notes: ["Endpoints that are online learn of it with their next heartbeat, the others when they come."],
            examples: [new Example("gatehouse policy activate default 12", "back to version 12")]);
        command.Add(name);
        command.Add(version);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            TimeSpan? interval = await PolicyNews.IntervalAsync(run, result.GetRequiredValue(name));
            PolicySummary summary = await run.Client.SendAsync(
                HttpMethod.Put,
                AdministrationRoutes.ActivePolicy(result.GetRequiredValue(name)),
                new PolicyActivation(result.GetValue(version)),
                AdministrationJson.Default.PolicyActivation,
                AdministrationJson.Default.PolicySummary);
            run.Tell(summary, AdministrationJson.Default.PolicySummary, shown => run.Line($"version {shown.ActiveVersion} of {shown.Name} is active for {shown.Endpoints} endpoints"));
            PolicyNews.Tell(run, interval);
        });
        return command;
    }

    private static void Versions(IReadOnlyList<PolicyVersion> items, AdministrationRun run)
    {
        Table table = new(["VERSION", "ACTIVE", "UPLOADED", "BY", "NOTE"], run.Width, flexible: 4);
        foreach (PolicyVersion item in items)
        {
            table.Add(item.Version.ToString(), item.Active ? "yes" : null, Times.Exact(item.CreatedAt), item.CreatedBy, item.Note);
        }

        table.Write(run.Out);
    }
}
