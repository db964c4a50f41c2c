using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison;

/// <summary>Something in which the two sides differ, and what it means.</summary>
/// <param name="Weight">Whether it explains the failure, is worth knowing, or does not matter.</param>
/// <param name="Step">Code of the step in which it shows.</param>
/// <param name="Confidence">How far the evidence carries an explanation; null for all other weights.</param>
/// <param name="Text">What differs and what that means, one or two sentences.</param>
/// <param name="GoodFrames">Frames or lines of the good side that show it.</param>
/// <param name="BadFrames">Frames or lines of the bad side that show it.</param>
public sealed record Difference(
    DifferenceWeight Weight,
    string Step,
    Confidence? Confidence,
    string Text,
    IReadOnlyList<long> GoodFrames,
    IReadOnlyList<long> BadFrames);
