using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Ladders;

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

    /// <summary>Where the capture can be read again; null for all but captures, and for those that come through a pipe.</summary>
    public string? Reopen { get; init; }

    /// <summary>Octets of the capture's file; 0 when that is not known.</summary>
    public long Length { get; init; }

    /// <summary>Finds the packets behind a finding of this source; null for captures, which are read again.</summary>
    public Func<Finding, Ladder?>? DrawLadder { get; init; }

    /// <summary>What comparing it with other captures takes; null for all but captures.</summary>
    public CaptureEvidence? Capture { get; init; }

    /// <summary>The whole picture of captured or printed packets; null for all else.</summary>
    public SourceContext? Context { get; init; }
}
