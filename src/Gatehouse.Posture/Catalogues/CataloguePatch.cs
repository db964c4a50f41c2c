namespace Gatehouse.Posture.Catalogues;

/// <summary>A patch as its maker describes it.</summary>
/// <param name="Name">Its name, "KB4012215".</param>
/// <param name="Severity">How bad it is when it is missing.</param>
/// <param name="Released">The day it came out, in UTC; grace days count from it. Null when not known.</param>
/// <param name="AppliesTo">The editions it is for, with <c>*</c> for any characters: "7 *"; "*" for all.</param>
/// <param name="SupersededBy">Patches that contain it; any of them, or what supersedes them in turn, counts as it.</param>
public sealed record CataloguePatch(
    string Name, PatchSeverity Severity, DateOnly? Released, string AppliesTo, IReadOnlyList<string> SupersededBy);
