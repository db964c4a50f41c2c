using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>What one source gave.</summary>
/// <param name="Summary">The source as the report names it.</param>
/// <param name="Findings">What was found in it.</param>
/// <param name="Conversations">How its conversations fared.</param>
internal sealed record SourceResult(SourceSummary Summary, IReadOnlyList<Finding> Findings, ConversationCounts Conversations)
{
    /// <summary>What comparing it with other captures takes; null for all but captures.</summary>
    public CaptureEvidence? Capture { get; init; }

    /// <summary>The whole picture of captured or printed packets; null for all else.</summary>
    public SourceContext? Context { get; init; }
}
