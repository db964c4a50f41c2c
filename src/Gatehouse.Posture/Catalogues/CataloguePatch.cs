namespace Gatehouse.Posture.Catalogues;

/// <summary>A patch as its maker describes it.</summary>
/// <param name="Name">Its name: "KB4012215", or that of a package.</param>
/// <param name="Severity">How bad it is when it is missing.</param>
/// <param name="Released">The day it came out, in UTC; grace days count from it. Null when not known.</param>
/// <param name="Systems">The systems it is for, with <c>*</c> for any characters: "Windows 7 *", "debian 12*"; "*" for all.</param>
/// <param name="SupersededBy">Patches that contain it; any of them, or what supersedes them in turn, counts as it.</param>
public sealed record CataloguePatch(
    string Name, PatchSeverity Severity, DateOnly? Released, IReadOnlyList<string> Systems, IReadOnlyList<string> SupersededBy)
{
    /// <summary>What it mends, for administrators; empty when the catalogue does not say.</summary>
    public string Title { get; init; } = string.Empty;

    /// <summary>
    /// The first build of each line of builds that contains it, "19045.4780": an endpoint of build 19045 and revision 4780 or later has it, one of
    /// a line that is not listed does not need it. Empty for a patch that is known by its name alone.
    /// </summary>
    public IReadOnlyList<string> Builds { get; init; } = [];

    /// <summary>The version of the package that brings it; null for any version of the package that waits to be installed.</summary>
    public string? Version { get; init; }
}
