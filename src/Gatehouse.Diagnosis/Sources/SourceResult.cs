using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>What one source gave.</summary>
/// <param name="Summary">The source as the report names it.</param>
/// <param name="Findings">What was found in it.</param>
/// <param name="Conversations">How its conversations fared.</param>
internal sealed record SourceResult(SourceSummary Summary, IReadOnlyList<Finding> Findings, ConversationCounts Conversations)
{
    /// <summary>Frames that are cut short, damaged or of a kind that is not decoded.</summary>
    public long Unreadable { get; init; }

    /// <summary>Printed packets of it that could not be read or followed.</summary>
    public long UnreadPrinted { get; init; }

    /// <summary>What comparing it with other captures takes; null for all but captures.</summary>
    public CaptureEvidence? Capture { get; init; }
}
