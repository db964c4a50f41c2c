using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>The commands of <c>gatehouse policy</c> that take a file.</summary>
internal static class PolicyFileCommands
{
    /// <summary><c>policy dry-run</c>: what a file would change.</summary>
    public static Command DryRun(AdministrationFamily family)
    {
        Argument<string> file = InputFiles.Policy.Argument();
        Option<string?> against = new("--policy") { Description = "Try it on the endpoints under this policy; the file's own name unless given", HelpName = "NAME" };
        Option<bool> all = new("--all") { Description = "Name every endpoint that would change, not some of each group" };
        HelpfulCommand command = new(
            "dry-run",
            "Says what a policy would change: for whom, and why. Nothing is stored.",
            notes:
            [
                "Worked out as the next check would if it came now with the last report of each endpoint: time counts from when a reason was first seen, under any policy; what a policy asks for that the agents did not look at yet is not determined.",
                "Endpoints that change for the same reasons are told together; who becomes stricter later, when a time that the policy grants has run out, comes last.",
            ],
            examples:
            [
                new Example("gatehouse policy dry-run office.yaml", "who would be hit"),
                new Example("gatehouse policy dry-run strict.yaml --policy default", "a new policy on the endpoints of another"),
                new Example("gatehouse policy dry-run office.yaml --format json | jq .groups", "who changes together, and why"),
            ]);
        command.Add(file);
        command.Add(against);
        command.Add(all);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            (string yaml, Policy policy) = InputFiles.Policy.Read(result.GetRequiredValue(file));
            PolicyTrialResult trial = await run.Client.SendAsync(
                HttpMethod.Post,
                AdministrationRoutes.PolicyTrial(result.GetValue(against) ?? policy.Name),
                new PolicyTrial(yaml),
                AdministrationJson.Default.PolicyTrial,
                AdministrationJson.Default.PolicyTrialResult);
            run.Tell(trial, AdministrationJson.Default.PolicyTrialResult, shown => TrialText.Write(shown, result.GetValue(all), run));
        });
        return command;
    }

    /// <summary><c>policy apply</c>: a new version from a file.</summary>
    public static Command Apply(AdministrationFamily family)
    {
        Argument<string> file = InputFiles.Policy.Argument();
        Option<string?> note = new("--note") { Description = "Why, for the list of versions", HelpName = "TEXT" };
        Option<bool> inactive = new("--no-activate") { Description = "Upload only; `policy activate` makes it hold later" };
        HelpfulCommand command = new(
            "apply",
            "Uploads a policy file as a new version of the policy it names, and activates it.",
            notes: ["Endpoints learn of it with their next heartbeat or check."],
            examples:
            [
                new Example("gatehouse policy apply office.yaml --note 'definitions at most 3 days old'", "holds at once"),
                new Example("gatehouse policy apply office.yaml --no-activate", "to be activated by somebody else"),
            ]);
        command.Add(file);
        command.Add(note);
        command.Add(inactive);
        AdministrationRun.Set(command, family, async (run, result) =>
        {
            (string yaml, Policy policy) = InputFiles.Policy.Read(result.GetRequiredValue(file));
            TimeSpan? interval = await PolicyNews.IntervalAsync(run, policy.Name);
            PolicyVersion version = await run.Client.SendAsync(
                HttpMethod.Post,
                AdministrationRoutes.PolicyVersions(policy.Name),
                new PolicyUpload(yaml, result.GetValue(note), Activate: !result.GetValue(inactive)),
                AdministrationJson.Default.PolicyUpload,
                AdministrationJson.Default.PolicyVersion);
            run.Tell(
                version,
                AdministrationJson.Default.PolicyVersion,
                shown => run.Line($"version {shown.Version} of {shown.Policy} is {(shown.Active ? "active" : $"stored; gatehouse policy activate {shown.Policy} {shown.Version} makes it hold")}"));
            if (version.Active)
            {
                PolicyNews.Tell(run, interval);
            }
        });
        return command;
    }
}
