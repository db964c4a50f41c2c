using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>One packet on its way across the lanes.</summary>
public sealed record LadderStep
{
    /// <summary>When it was first seen, by the first source's clock.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Whether it goes towards the server.</summary>
    public required bool IsToServer { get; init; }

    /// <summary>The first lane on its way that saw it.</summary>
    public required int From { get; init; }

    /// <summary>The last lane on its way that saw it.</summary>
    public required int To { get; init; }

    /// <summary>Whether its sender is neither end but a device between them.</summary>
    public bool StartsBetween { get; init; }

    /// <summary>The lane that should have seen it and did not; null when it was not lost.</summary>
    public int? LostBefore { get; init; }

    /// <summary>Whether the loss is proven; else it is likely.</summary>
    public bool IsLossCertain { get; init; }

    /// <summary>What it is. It may quote the evidence and must be escaped where it is shown.</summary>
    public required string Label { get; init; }

    /// <summary>What is remarkable about it.</summary>
    public LadderMark Mark { get; init; }

    /// <summary>Whether the same was sent before.</summary>
    public bool IsSentAgain { get; init; }

    /// <summary>Its frame number, or line of a log, at each lane; null where it was not seen.</summary>
    public required IReadOnlyList<long?> Frames { get; init; }

    /// <summary>Packets of the conversation left out before it.</summary>
    public long SkippedBefore { get; init; }
}
