namespace Gatehouse.Posture.Policies;

/// <summary>Settings must be as expected.</summary>
public sealed record SettingsRule : ActionRule
{
    /// <summary>The settings and what they must be.</summary>
    public IReadOnlyList<ExpectedSetting> Expected { get; init; } = [];
}
