namespace Gatehouse.Posture.Policies;

/// <summary>Nothing may be found, but for what is allowed by name.</summary>
public sealed record FindingsRule : ActionRule
{
    /// <summary>What may be found nevertheless, with <c>*</c> for any characters.</summary>
    public IReadOnlyList<string> Allowed { get; init; } = [];
}
