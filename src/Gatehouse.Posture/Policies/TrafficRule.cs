namespace Gatehouse.Posture.Policies;

/// <summary>An endpoint may have so many connections open.</summary>
public sealed record TrafficRule : ActionRule
{
    /// <summary>The most TCP connections established at once.</summary>
    public int MaxConnections { get; init; } = int.MaxValue;
}
