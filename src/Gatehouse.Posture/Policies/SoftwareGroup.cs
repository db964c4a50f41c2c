namespace Gatehouse.Posture.Policies;

/// <summary>Software that must or must not be there.</summary>
public sealed record SoftwareGroup : ActionRule
{
    /// <summary>Name of the group, unique within the policy.</summary>
    public required string Name { get; init; }

    /// <summary>Whether it is required; forbidden otherwise.</summary>
    public bool Required { get; init; }

    /// <summary>Where it is looked for.</summary>
    public SoftwareState State { get; init; }

    /// <summary>Names of packages or programs, with <c>*</c> for any characters.</summary>
    public IReadOnlyList<string> Members { get; init; } = [];

    /// <summary>Whether all members are required; any one suffices otherwise. Of a forbidden group none may be there.</summary>
    public bool All { get; init; } = true;
}
