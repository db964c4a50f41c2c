using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// Folds findings that say the same of many conversations into one with a count. The first stands as the example; the evidence is that of the
/// first two and of the last, as more of the same proves no more.
/// </summary>
internal sealed class FindingFold
{
    /// <summary>Most pieces of evidence kept of one folded finding.</summary>
    internal const int MostEvidence = 16;

    private readonly Dictionary<Key, Folded> _folded = [];
    private readonly List<Key> _order = [];

    /// <summary>Takes a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="standsFor">How many conversations it stands for.</param>
    public void Add(Finding finding, long standsFor)
    {
        int count = (int)Math.Min(int.MaxValue, finding.Count * Math.Max(1, standsFor));
        Key key = new(finding.Code, finding.Severity, finding.Confidence, finding.Conversation?.Protocol, finding.Conversation?.Server, finding.Title);
        if (_folded.TryGetValue(key, out Folded? folded))
        {
            folded.Add(finding.Evidence, count);
        }
        else
        {
            _folded[key] = new Folded(finding, count);
            _order.Add(key);
        }
    }

    /// <summary>The folded findings in order of their first.</summary>
    public IEnumerable<Finding> All() => _order.Select(key => _folded[key].ToFinding());

    private static (string Source, string? Filter, string Note, long First, int Count) Identity(Evidence evidence) =>
        (evidence.Source, evidence.Filter, evidence.Note, evidence.Frames.Count > 0 ? evidence.Frames[0] : 0, evidence.Frames.Count);

    private readonly record struct Key(
        string Code, Severity Severity, Confidence Confidence, string? Protocol, string? Server, string Title);

    /// <summary>The evidence of the first, of the second that shows something else, and of the last.</summary>
    private sealed class Folded(Finding first, int count)
    {
        private IReadOnlyList<Evidence>? _second;
        private IReadOnlyList<Evidence> _last = [];
        private int _count = count;

        public void Add(IReadOnlyList<Evidence> evidence, int more)
        {
            _count = (int)Math.Min(int.MaxValue, (long)_count + more);
            if (_second is not null)
            {
                _last = evidence;
            }
            else if (evidence.ExceptBy(first.Evidence.Select(Identity), Identity).Any())
            {
                _second = evidence;
            }
        }

        public Finding ToFinding() => first with
        {
            Count = _count,
            Evidence = _second is null
                ? first.Evidence
                : [.. first.Evidence.Concat(_second).Concat(_last).DistinctBy(Identity).Take(MostEvidence)],
        };
    }
}
