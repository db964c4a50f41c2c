namespace Gatehouse.Diagnosis.Comparison;

/// <summary>What one side shows of a step.</summary>
/// <param name="Text">In words.</param>
/// <param name="Frames">Frame numbers (1-based) or, for logs, line numbers that show it.</param>
public sealed record ComparedValue(string Text, IReadOnlyList<long> Frames);
