namespace Gatehouse.Posture.Policies;

/// <summary>The address must be assigned in one way.</summary>
public sealed record AddressAssignmentRule : ActionRule
{
    /// <summary>The way.</summary>
    public AddressMode Mode { get; init; }
}
