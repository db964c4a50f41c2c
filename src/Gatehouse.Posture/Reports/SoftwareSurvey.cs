namespace Gatehouse.Posture.Reports;

/// <summary>Which of the software asked for is there.</summary>
/// <param name="Asked">The patterns looked for; null when the lists are complete.</param>
/// <param name="Installed">Names found installed; null when not determined.</param>
/// <param name="Running">Names found running; null when not determined.</param>
public sealed record SoftwareSurvey(IReadOnlyList<string>? Asked, IReadOnlyList<string>? Installed, IReadOnlyList<string>? Running)
{
    /// <summary>Whether the survey says anything about a pattern.</summary>
    public bool Covers(string pattern) => Asked is null || Asked.Contains(pattern, StringComparer.OrdinalIgnoreCase);
}
