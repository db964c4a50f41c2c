using System.Text.RegularExpressions;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Agent.Collectors.Linux;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Tests.Collectors.Linux;

/// <summary>What apt would upgrade on this very machine, asked in two ways.</summary>
public sealed partial class AptAgainstSimulationTests
{
    private static readonly string[] Simulate = ["-s", "-q", "-o", "Debug::NoLocking=1", "-o", "APT::Get::Show-User-Simulation-Note=0", "dist-upgrade"];

    [Fact]
    public async Task The_updates_listed_are_those_a_simulated_upgrade_installs_security_and_all()
    {
        EndpointView endpoint = EndpointView.OfThisMachine(TimeProvider.System) with { Programs = new PatientPrograms() };
        Assert.SkipUnless(AptState.ListsDate(endpoint.Files) is not null, "apt has no lists of packages here");
        using AptUpdates collector = new(new AptMemory(TimeProvider.System, null));
        UpdateStatus? updates = (await collector.CollectAsync(endpoint, CollectionPlan.Everything, TestContext.Current.CancellationToken)).Updates;
        ProgramResult simulation = await endpoint.Programs.RunAsync("apt-get", Simulate, TestContext.Current.CancellationToken);
        Assert.SkipUnless(updates is not null && simulation.IsGood, "apt does not answer here");

        HashSet<(string, string, bool)> expected =
        [
            .. Upgrade().Matches(simulation.Output).Select(match => (
                match.Groups["name"].Value.Split(':')[0], match.Groups["version"].Value, match.Groups["sources"].Value.Contains("-security", StringComparison.Ordinal))),
        ];
        HashSet<(string, string, bool)> listed = [.. updates.Pending!.Select(update => (update.Name, update.Version, update.Security))];

        // What the solver keeps back because something it needs cannot be had is pending all the same.
        Assert.Empty(expected.Except(listed));
        Assert.True(listed.Count <= expected.Count + Kept(simulation.Output), string.Join(", ", listed.Except(expected)));
    }

    private static int Kept(string output) => KeptBack().Match(output) is { Success: true } kept ? kept.Groups["names"].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Length : 0;

    [GeneratedRegex(@"^Inst (?<name>\S+) \[[^\]]+\] \((?<version>\S+) (?<sources>[^\[\)]*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex Upgrade();

    [GeneratedRegex(@"kept back:\n(?<names>(  .*\n)+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 2_000)]
    private static partial Regex KeptBack();
}
