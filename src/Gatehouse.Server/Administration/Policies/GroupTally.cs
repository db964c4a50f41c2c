using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Server.Administration.Endpoints;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>Counts together whose verdict changes in the same way for the same reasons; memory does not grow with the number of endpoints.</summary>
internal sealed class GroupTally
{
    /// <summary>Groups that are told; the largest.</summary>
    public const int MaxGroups = 200;

    // Reasons are keyed by what administrators wrote and by severities, so more kinds than this come from nobody's policy.
    private const int MaxKept = 2_000;
    private const int MaxExamples = 5;

    private readonly Dictionary<string, Group> _groups = new(StringComparer.Ordinal);

    /// <summary>Counts an endpoint.</summary>
    /// <param name="from">Its verdict, as a number.</param>
    /// <param name="to">Its new verdict, as a number.</param>
    /// <param name="hostName">What it calls itself.</param>
    /// <param name="reasons">Why.</param>
    /// <param name="at">When it changes; null for with its next check.</param>
    public void Add(int from, int to, string hostName, IReadOnlyList<VerdictReason> reasons, DateTimeOffset? at = null)
    {
        string[] why = [.. reasons.Select(reason => reason.Key).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        string key = $"{from}\n{to}\n{string.Join('\n', why)}";
        if (!_groups.TryGetValue(key, out Group? group))
        {
            if (_groups.Count >= MaxKept)
            {
                return;
            }

            _groups[key] = group = new Group(from, to, why, reasons);
        }

        group.Endpoints++;
        group.FirstAt = group.FirstAt < at ? group.FirstAt : at;
        group.LastAt = group.LastAt > at ? group.LastAt : at;
        if (group.Examples.Count < MaxExamples)
        {
            group.Examples.Add(hostName);
        }
    }

    /// <summary>The groups, the most severe new verdict first, then the largest.</summary>
    public IReadOnlyList<ChangeGroup> ToGroups() =>
    [
        .. Largest().Select(group => new ChangeGroup(
            Words.Verdicts[group.From], Words.Verdicts[group.To], group.Why, group.Endpoints, [.. group.Examples.Order(StringComparer.Ordinal)], group.Reasons)),
    ];

    /// <summary>The same of those that change later.</summary>
    public IReadOnlyList<LaterGroup> ToLaterGroups() =>
    [
        .. Largest().Select(group => new LaterGroup(
            Words.Verdicts[group.From],
            Words.Verdicts[group.To],
            group.FirstAt ?? DateTimeOffset.MinValue,
            group.LastAt ?? DateTimeOffset.MinValue,
            group.Why,
            group.Endpoints,
            [.. group.Examples.Order(StringComparer.Ordinal)],
            group.Reasons)),
    ];

    private IEnumerable<Group> Largest() => _groups.Values.OrderByDescending(group => group.To).ThenByDescending(group => group.Endpoints)
        .ThenBy(group => string.Join('\n', group.Why), StringComparer.Ordinal).Take(MaxGroups);

    private sealed record Group(int From, int To, IReadOnlyList<string> Why, IReadOnlyList<VerdictReason> Reasons)
    {
        public List<string> Examples { get; } = [];

        public long Endpoints { get; set; }

        public DateTimeOffset? FirstAt { get; set; }

        public DateTimeOffset? LastAt { get; set; }
    }
}
