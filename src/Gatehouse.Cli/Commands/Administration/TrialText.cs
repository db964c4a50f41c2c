using Gatehouse.Cli.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>What a policy would change, as text: counts first, then those who change together.</summary>
internal static class TrialText
{
    /// <summary>Writes it.</summary>
    /// <param name="trial">What came of the trial.</param>
    /// <param name="all">Whether every endpoint is named.</param>
    /// <param name="run">Where to.</param>
    public static void Write(PolicyTrialResult trial, bool all, AdministrationRun run)
    {
        string compared = trial.IsNew ? "the policy each is under now" : trial.ActiveVersion is { } version ? $"version {version}" : "no active version";
        run.Line($"{trial.Policy}{(trial.IsNew ? " is new" : string.Empty)}: {Count(trial.Endpoints, "endpoint")}, compared with {compared}");
        run.Line($"  {trial.Stricter} stricter, {trial.Milder} milder, {trial.Unchanged} unchanged, {trial.WithoutReport} without a report");
        WriteVerdicts(trial, run);
        if (trial.Why.Count > 0)
        {
            run.Line(string.Empty);
            run.Line("Why (an endpoint may have several reasons)");
            foreach ((string reason, long count) in trial.Why)
            {
                run.Line($"  {count,6}  {reason}");
            }
        }

        foreach (ChangeGroup group in trial.Groups)
        {
            WriteGroup($"{group.From} → {group.To}", group.Endpoints, all ? Members(trial, group) : group.Examples, group.Reasons, run);
        }

        if (trial.Stricter + trial.Milder == 0)
        {
            run.Line(trial.StricterLater > 0 ? "Nobody's verdict would change with the next check." : "Nobody's verdict would change.");
        }
        else if (all && trial.LeftOut > 0)
        {
            run.Note($"{trial.LeftOut} more endpoints would change and are counted, not named");
        }

        WriteLater(trial, all, run);
    }

    private static void WriteLater(PolicyTrialResult trial, bool all, AdministrationRun run)
    {
        if (trial.StricterLater == 0)
        {
            return;
        }

        run.Line(string.Empty);
        run.Line($"Later, if nothing is mended: {Count(trial.StricterLater, "endpoint")} would become stricter when a time that the policy grants has run out");
        foreach (LaterGroup group in trial.LaterGroups)
        {
            string[] names = all
                ? [.. trial.Later.Where(change => change.From == group.From && change.To == group.To && Keys(change.Reasons).SequenceEqual(group.Why)).Select(change => $"{change.HostName} ({Times.Exact(change.At)})")]
                : [.. group.Examples];
            string when = group.FirstAt == group.LastAt ? Times.Exact(group.FirstAt) : $"{Times.Exact(group.FirstAt)} to {Times.Exact(group.LastAt)}";
            WriteGroup($"{group.From} → {group.To} at {when}", group.Endpoints, names, group.Reasons, run);
        }
    }

    private static void WriteVerdicts(PolicyTrialResult trial, AdministrationRun run)
    {
        Table table = new(["  ", .. trial.Now.Keys], run.Width, flexible: 0);
        table.Add(["  now", .. trial.Now.Keys.Select(verdict => trial.Now[verdict].ToString())]);
        table.Add(["  then", .. trial.Now.Keys.Select(verdict => trial.Then.GetValueOrDefault(verdict).ToString())]);
        table.Write(run.Out);
    }

    private static void WriteGroup(string change, long endpoints, IReadOnlyList<string> names, IReadOnlyList<VerdictReason> reasons, AdministrationRun run)
    {
        long more = endpoints - names.Count;
        run.Line(string.Empty);
        run.Line($"{change}: {Count(endpoints, "endpoint")}: {string.Join(", ", names)}{(more > 0 ? $" and {more} more" : string.Empty)}");
        foreach (VerdictReason reason in reasons)
        {
            EndpointText.Reason(reason, "    ", run);
        }
    }

    private static string[] Members(PolicyTrialResult trial, ChangeGroup group) =>
    [
        .. trial.Changes.Where(change => change.From == group.From && change.To == group.To && Keys(change.Reasons).SequenceEqual(group.Why)).Select(change => change.HostName),
    ];

    private static IEnumerable<string> Keys(IReadOnlyList<VerdictReason> reasons) =>
        reasons.Select(reason => reason.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal);

    private static string Count(long number, string what) => $"{number} {what}{(number == 1 ? string.Empty : "s")}";
}
