using Gatehouse.Cli.Administration;
using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>Endpoints as text.</summary>
internal static class EndpointText
{
    // The beginning of an id is its time: endpoints of one roll-out share it. The end is random.
    private const int FewestShown = 8;
    private const int WholeId = 36;

    /// <summary>Writes a list.</summary>
    /// <param name="items">The endpoints.</param>
    /// <param name="verbose">Whether ids are whole; otherwise as much of the end as tells these apart.</param>
    /// <param name="run">Where to.</param>
    public static void List(IReadOnlyList<EndpointSummary> items, bool verbose, AdministrationRun run)
    {
        int shown = verbose ? WholeId : Distinct([.. items.Select(item => item.Id.ToString())]);
        Table table = new(["HOST", "ID", "STATE", "VERDICT", "ACCESS", "POLICY", "HEARTBEAT"], run.Width, flexible: 0);
        foreach (EndpointSummary item in items)
        {
            table.Add(
                item.HostName, item.Id.ToString()[^shown..], item.State, item.Verdict, Access(item.DesiredAccess, item.ConfirmedAccess), item.Policy,
                Times.Near(item.LastHeartbeat, AdministrationRun.Now));
        }

        table.Write(run.Out);
    }

    /// <summary>How many of the last digits tell ids apart.</summary>
    internal static int Distinct(string[] ids) =>
        Enumerable.Range(FewestShown, WholeId - FewestShown).FirstOrDefault(length => ids.Select(id => id[^length..]).Distinct(StringComparer.Ordinal).Count() == ids.Length, WholeId);

    /// <summary>Writes all about one.</summary>
    public static void Show(EndpointDetail detail, AdministrationRun run)
    {
        DateTimeOffset now = AdministrationRun.Now;
        run.Line($"{detail.HostName}  {detail.Id}");
        run.Line($"  state      {detail.State}{(detail.StateReason is null ? string.Empty : $": {detail.StateReason}")}");
        run.Line($"  policy     {detail.Policy}, version {detail.PolicyVersion?.ToString() ?? "none"}; holds version {detail.PolicyVersionHeld?.ToString() ?? "none"}");
        run.Line($"  heartbeat  {Times.Near(detail.LastHeartbeat, now)}");
        run.Line($"  log        {Times.Near(detail.LastLog, now)}");
        run.Line($"  system     {detail.OperatingSystem}; agent {detail.AgentVersion}");
        run.Line($"  enrolled   {Times.Exact(detail.EnrolledAt)}{(detail.LastAddress is null ? string.Empty : $"; last from {detail.LastAddress}")}");
        run.Line($"  key        {detail.KeySha256}");
        foreach (string hint in detail.HardwareIds)
        {
            run.Line($"  hardware   {hint}");
        }

        if (detail.Enforcement is { } enforcement)
        {
            run.Line($"  access     {Access(enforcement.Desired, enforcement.Confirmed)}{(enforcement.Error is null ? string.Empty : $": {enforcement.Error}")}");
        }

        if (detail.Verdict is not { } verdict)
        {
            run.Line("  verdict    none yet");
            return;
        }

        string policy = verdict.PolicyVersion is { } policyVersion ? $", under version {policyVersion}" : string.Empty;
        string catalogue = verdict.CatalogueVersion is { } catalogueVersion ? $", with version {catalogueVersion} of the catalogue of patches" : string.Empty;
        run.Line($"  verdict    {verdict.Outcome}, {Times.Near(verdict.At, now)}{policy}{catalogue}");
        foreach (VerdictReason reason in verdict.Reasons)
        {
            Reason(reason, "    ", run);
        }
    }

    /// <summary>Writes a reason and its remedy.</summary>
    public static void Reason(VerdictReason reason, string indent, AdministrationRun run)
    {
        run.Line($"{indent}{reason.Action}  {reason.Key}: {reason.Found}; required: {reason.Required}");
        run.Line($"{indent}    {reason.Remedy}");
    }

    private static string? Access(string? desired, string? confirmed) => desired == confirmed || desired is null ? confirmed : $"{confirmed ?? "none"}→{desired}";
}
