namespace Gatehouse.Posture.Policies;

/// <summary>How new an engine or definitions must be: a specified minimum, or adaptive. Either is null.</summary>
/// <param name="Minimum">The lowest version, dotted ("5800.7501") or a date ("2017-07-10").</param>
/// <param name="WithinDays">Released within so many days before the check.</param>
public sealed record VersionRule(string? Minimum, int? WithinDays);
