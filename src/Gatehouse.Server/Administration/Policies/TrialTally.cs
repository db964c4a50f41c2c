using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Server.Administration.Endpoints;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>Counts what a policy would change; memory does not grow with the number of endpoints.</summary>
/// <param name="policy">Name of the policy whose endpoints are looked at.</param>
/// <param name="activeVersion">What is compared with.</param>
/// <param name="isNew">Whether there is no policy of that name yet.</param>
internal sealed class TrialTally(string policy, long? activeVersion, bool isNew)
{
    /// <summary>Changes that are listed; the others are counted.</summary>
    public const int MaxChanges = 1_000;

    private readonly long[] _now = new long[Words.Verdicts.Count];
    private readonly long[] _then = new long[Words.Verdicts.Count];
    private readonly Dictionary<string, long> _why = new(StringComparer.Ordinal);

    // By the new verdict: of each kind no more are kept than could be listed.
    private readonly List<VerdictChange>[] _changes = [.. Words.Verdicts.Select(_ => new List<VerdictChange>())];
    private readonly GroupTally _groups = new();
    private readonly List<LaterChange> _later = [];
    private readonly GroupTally _laterGroups = new();
    private long _endpoints;
    private long _withoutReport;
    private long _stricter;
    private long _milder;
    private long _stricterLater;

    /// <summary>Counts an endpoint that has not reported.</summary>
    public void AddWithoutReport()
    {
        _endpoints++;
        _withoutReport++;
    }

    /// <summary>Counts an endpoint.</summary>
    /// <param name="row">The endpoint.</param>
    /// <param name="reported">When it reported.</param>
    /// <param name="now">The verdict under the active version; null when none is active.</param>
    /// <param name="then">The verdict under the policy tried.</param>
    public void Add(ReportRow row, DateTimeOffset reported, Verdict? now, Verdict then)
    {
        _endpoints++;
        _then[(int)then.Kind]++;
        VerdictKind from = now?.Kind ?? VerdictKind.Admitted;
        if (now is not null)
        {
            _now[(int)from]++;
        }

        AddLater(row, now, then);
        if (then.Kind == from)
        {
            return;
        }

        bool isStricter = then.Kind > from;
        _stricter += isStricter ? 1 : 0;
        _milder += isStricter ? 0 : 1;

        // What is above the milder of the two verdicts is what makes the difference.
        Reason[] reasons =
        [
            .. ((isStricter ? then : now)?.Reasons ?? []).Where(reason => (int)reason.Effective > (int)(isStricter ? from : then.Kind)),
        ];
        foreach (string key in reasons.Select(reason => reason.Key).Distinct(StringComparer.Ordinal))
        {
            _why[key] = _why.GetValueOrDefault(key) + 1;
        }

        VerdictReason[] told = [.. reasons.Select(StoredDocuments.Tell)];
        _groups.Add((int)from, (int)then.Kind, row.HostName, told);
        List<VerdictChange> changes = _changes[(int)then.Kind];
        if (changes.Count < MaxChanges)
        {
            changes.Add(new VerdictChange(
                row.Id, row.HostName, Words.Verdicts[(int)from], Words.Verdicts[(int)then.Kind], reported, told));
        }
    }

    /// <summary>What came of it.</summary>
    public PolicyTrialResult ToResult()
    {
        VerdictChange[] changes =
        [
            .. _changes.Reverse().SelectMany(changes => changes.OrderBy(change => change.HostName, StringComparer.Ordinal).ThenBy(change => change.EndpointId))
                .Take(MaxChanges),
        ];
        return new PolicyTrialResult(
            policy,
            isNew,
            activeVersion,
            _endpoints,
            _withoutReport,
            _endpoints - _withoutReport - _stricter - _milder,
            _stricter,
            _milder,
            ByVerdict(_now),
            ByVerdict(_then),
            _why.OrderByDescending(reason => reason.Value).ThenBy(reason => reason.Key, StringComparer.Ordinal).ToDictionary(),
            _groups.ToGroups(),
            changes,
            _stricter + _milder - changes.Length,
            _stricterLater,
            _laterGroups.ToLaterGroups(),
            [.. _later.OrderBy(change => change.At).ThenBy(change => change.HostName, StringComparer.Ordinal)]);
    }

    // What takes effect later in the same way under the active version is no change.
    private void AddLater(ReportRow row, Verdict? now, Verdict then)
    {
        if (then.ChangesAt is not { } at || (now?.Kind == then.Kind && now.ChangesAt == at && KindAt(now, at) == KindAt(then, at)))
        {
            return;
        }

        _stricterLater++;
        int to = KindAt(then, at);
        VerdictReason[] told = [.. then.Reasons.Where(reason => (int)reason.Action > (int)then.Kind && reason.Deadline <= at).Select(StoredDocuments.Tell)];
        _laterGroups.Add((int)then.Kind, to, row.HostName, told, at);
        if (_later.Count < MaxChanges)
        {
            _later.Add(new LaterChange(row.Id, row.HostName, Words.Verdicts[(int)then.Kind], Words.Verdicts[to], at, told));
        }
    }

    private static int KindAt(Verdict verdict, DateTimeOffset at) =>
        verdict.Reasons.Where(reason => reason.Deadline <= at).Select(reason => (int)reason.Action).Append((int)verdict.Kind).Max();

    private static Dictionary<string, long> ByVerdict(long[] counts) => counts.Index().ToDictionary(count => Words.Verdicts[count.Index], count => count.Item);
}
