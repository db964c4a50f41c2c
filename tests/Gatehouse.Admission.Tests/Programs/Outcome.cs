namespace Gatehouse.Admission.Tests.Programs;

/// <summary>How a program ended.</summary>
/// <param name="Status">Exit status.</param>
/// <param name="Output">What it said, on both of its outputs.</param>
internal sealed record Outcome(int Status, string Output);
