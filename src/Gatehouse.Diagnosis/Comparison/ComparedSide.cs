using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison;

/// <summary>One of the two sides.</summary>
public sealed record ComparedSide
{
    /// <summary>The evidence.</summary>
    public required SourceSummary Source { get; init; }

    /// <summary>The exchange that was compared; null when it has no conversation.</summary>
    public ConversationName? Conversation { get; init; }

    /// <summary>Whether the evidence shows that it fails.</summary>
    public required bool Fails { get; init; }

    /// <summary>Whether the evidence shows that it succeeds; with neither, too little is shown.</summary>
    public required bool Succeeds { get; init; }

    /// <summary>Code of the finding that says why it fails; null when it does not.</summary>
    public string? FaultCode { get; init; }

    /// <summary>How far the evidence carries that; null without a fault.</summary>
    public Confidence? FaultConfidence { get; init; }

    /// <summary>Why it fails, one line without a full stop; null when it does not.</summary>
    public string? FaultTitle { get; init; }

    /// <summary>The finding that says why it fails; null when it does not.</summary>
    internal Finding? Fault { get; init; }
}
