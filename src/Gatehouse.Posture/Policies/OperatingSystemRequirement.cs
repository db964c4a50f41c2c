namespace Gatehouse.Posture.Policies;

/// <summary>An operating system that is allowed.</summary>
/// <param name="Id">Its short name as in os-release, with <c>*</c> for any characters: "debian", "windows".</param>
/// <param name="MinimumVersion">The lowest dotted version; null for any.</param>
/// <param name="MinimumBuild">The lowest dotted build or kernel; null for any.</param>
public sealed record OperatingSystemRequirement(string Id, string? MinimumVersion = null, string? MinimumBuild = null);
