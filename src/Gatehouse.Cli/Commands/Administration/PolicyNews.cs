using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Posture.Files;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>When endpoints hear of a new version: with a heartbeat, as often as the version they hold asks for it.</summary>
internal static class PolicyNews
{
    /// <summary>Reads how often endpoints report before another version holds.</summary>
    /// <param name="run">The server.</param>
    /// <param name="name">The policy; it need not exist.</param>
    /// <returns>The interval of the version that is active now; null when none is.</returns>
    public static async Task<TimeSpan?> IntervalAsync(AdministrationRun run, string name)
    {
        (IReadOnlyList<PolicySummary> items, _) = await run.Client.ListAsync(
            AdministrationFamily.Query(AdministrationRoutes.Policies, ("text", name)), AdministrationJson.Default.PolicyPage, AdministrationFamily.MaxLimit);
        if (items.FirstOrDefault(item => item.Name == name)?.ActiveVersion is not { } active)
        {
            return null;
        }

        PolicyVersion version = await run.Client.GetAsync(AdministrationRoutes.PolicyVersion(name, active), AdministrationJson.Default.PolicyVersion);
        return version.Yaml is { } yaml && PolicyFile.Read(yaml, out _) is { } policy ? TimeSpan.FromSeconds(policy.Session.HeartbeatSeconds) : null;
    }

    /// <summary>Says when it takes effect.</summary>
    public static void Tell(AdministrationRun run, TimeSpan? interval) => run.Note(
        $"endpoints that are online hear of it with their next heartbeat{(interval is { } time ? $", within {Write(time)}" : string.Empty)}, and are checked then; one of them at once: gatehouse endpoint recheck ENDPOINT");

    private static string Write(TimeSpan time) => time.TotalSeconds < 120 ? $"{time.TotalSeconds:0} seconds" : $"{Math.Ceiling(time.TotalMinutes):0} minutes";
}
