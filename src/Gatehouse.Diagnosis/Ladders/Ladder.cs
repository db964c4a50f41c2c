using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>The packets of one conversation in order of time, each from vantage point to vantage point.</summary>
public sealed record Ladder
{
    /// <summary>The conversation; null when a log does not name it.</summary>
    public required ConversationName? Conversation { get; init; }

    /// <summary>
    /// The source all packets were seen in, when there is only one: the lanes are then the two ends, and an arrow says that a packet was
    /// captured, not that it arrived. Null when each lane is a vantage point.
    /// </summary>
    public string? Source { get; init; }

    /// <summary>Whether <see cref="LadderStep.Frames"/> are lines of a log.</summary>
    public bool IsLog { get; init; }

    /// <summary>From client to server; at least two.</summary>
    public required IReadOnlyList<LadderLane> Lanes { get; init; }

    /// <summary>The packets shown.</summary>
    public required IReadOnlyList<LadderStep> Steps { get; init; }

    /// <summary>Packets of the conversation behind the last one shown.</summary>
    public long SkippedAfter { get; init; }

    /// <summary>Where packets of the conversation were lost, those not shown included; the most first.</summary>
    public IReadOnlyList<LadderLoss> Losses { get; init; } = [];
}
