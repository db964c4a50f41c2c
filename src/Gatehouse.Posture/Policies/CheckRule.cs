using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Policies;

/// <summary>What every rule of a policy can say.</summary>
public abstract record CheckRule
{
    /// <summary>What follows when the item could not be determined; null for the policy's own <see cref="Policy.Unknown"/>.</summary>
    public PostureAction? Unknown { get; init; }

    /// <summary>
    /// Minutes of access, 0 to 100, from when it was first seen until isolation or logging off takes effect; null for the policy's own
    /// <see cref="Policy.ActionAfterMinutes"/>.
    /// </summary>
    public int? ActionAfterMinutes { get; init; }

    /// <summary>What the user is told to do, in place of the usual sentence; null for that one.</summary>
    public string? Remedy { get; init; }
}
