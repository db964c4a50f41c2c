using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Folds findings that say the same of many conversations into one with a count; the first stands as the example.</summary>
internal sealed class FindingFold
{
    /// <summary>Most pieces of evidence kept of one folded finding.</summary>
    internal const int MostEvidence = 16;

    private readonly Dictionary<Key, Finding> _folded = [];
    private readonly List<Key> _order = [];

    /// <summary>Takes a finding.</summary>
    /// <param name="finding">The finding.</param>
    /// <param name="standsFor">How many conversations it stands for.</param>
    public void Add(Finding finding, long standsFor)
    {
        int count = (int)Math.Min(int.MaxValue, finding.Count * Math.Max(1, standsFor));
        Key key = new(finding.Code, finding.Severity, finding.Confidence, finding.Conversation?.Protocol, finding.Conversation?.Server, finding.Title);
        if (_folded.TryGetValue(key, out Finding? first))
        {
            _folded[key] = first with
            {
                Count = (int)Math.Min(int.MaxValue, (long)first.Count + count),
                Evidence = [.. first.Evidence.Concat(finding.Evidence).DistinctBy(Identity).Take(MostEvidence)],
            };
        }
        else
        {
            _folded[key] = finding with { Count = count };
            _order.Add(key);
        }
    }

    private static (string Source, string? Filter, string Note, long First, int Count) Identity(Evidence evidence) =>
        (evidence.Source, evidence.Filter, evidence.Note, evidence.Frames.Count > 0 ? evidence.Frames[0] : 0, evidence.Frames.Count);

    /// <summary>The folded findings in order of their first.</summary>
    public IEnumerable<Finding> All() => _order.Select(key => _folded[key]);

    private readonly record struct Key(
        string Code, Severity Severity, Confidence Confidence, string? Protocol, string? Server, string Title);
}
