using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>What a look for the cause came to.</summary>
/// <param name="Step">Code of the step that tells.</param>
/// <param name="Confidence">How far the evidence carries it; null when it shows only that what one would suspect is not the cause.</param>
/// <param name="Text">What differs and what follows, or why nothing does; without a full stop.</param>
internal sealed record Explanation(string Step, Confidence? Confidence, string Text)
{
    /// <summary>What to capture or compare next.</summary>
    public IReadOnlyList<string> NextSteps { get; init; } = [];

    /// <summary>The lower of two confidences: an explanation is no surer than the finding it explains.</summary>
    public static Confidence AtMost(Confidence one, Confidence other) => one < other ? one : other;
}
