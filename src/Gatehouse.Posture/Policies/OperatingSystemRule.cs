namespace Gatehouse.Posture.Policies;

/// <summary>The operating system must be one of those allowed.</summary>
public sealed record OperatingSystemRule : ActionRule
{
    /// <summary>The systems allowed; empty for all.</summary>
    public IReadOnlyList<OperatingSystemRequirement> Allowed { get; init; } = [];
}
