using Gatehouse.Posture.Policies;

namespace Gatehouse.Posture.Verdicts;

/// <summary>What a policy makes of a report, with every reason.</summary>
public sealed record Verdict
{
    /// <summary>What the endpoint may do now.</summary>
    public required VerdictKind Kind { get; init; }

    /// <summary>When it was given, by the clock passed in.</summary>
    public required DateTimeOffset EvaluatedAt { get; init; }

    /// <summary>Name of the policy.</summary>
    public required string PolicyName { get; init; }

    /// <summary>Version of the policy.</summary>
    public required long PolicyVersion { get; init; }

    /// <summary>Version of the catalogue that patches were held against; null when they were not looked at, or there was none.</summary>
    public long? CatalogueVersion { get; init; }

    /// <summary>What was not as required or not determined, the most severe first.</summary>
    public IReadOnlyList<Reason> Reasons { get; init; } = [];

    /// <summary>Every item the policy asks for, in the order of items.</summary>
    public IReadOnlyList<CheckedItem> Checked { get; init; } = [];

    /// <summary>Where the endpoint may go while isolated; empty for the other kinds.</summary>
    public IReadOnlyList<RepairServer> Reachable { get; init; } = [];

    /// <summary>Name of the access list that applies; null when the policy names none.</summary>
    public string? AccessList { get; init; }

    /// <summary>Seconds until the agent looks again at what is re-checked online.</summary>
    public int NextCheckSeconds { get; init; }

    /// <summary>When the verdict becomes more severe if nothing is mended; null when it does not.</summary>
    public DateTimeOffset? ChangesAt { get; init; }

    /// <summary>The administrator's message to the user; empty for none.</summary>
    public string UserMessage { get; init; } = string.Empty;

    /// <summary>
    /// When each reason still present was first seen, by its key: to be kept with the endpoint and given to the next evaluation. It is no
    /// part of what the endpoint is told.
    /// </summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstSeen { get; init; } = new Dictionary<string, DateTimeOffset>();
}
