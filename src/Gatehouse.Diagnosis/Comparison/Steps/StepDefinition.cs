namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>A step of an exchange, and what it means when two sides differ in it.</summary>
/// <param name="Code">One of <see cref="StepCodes"/>.</param>
/// <param name="Group">The part of the exchange it belongs to.</param>
/// <param name="Title">What it is, a few words.</param>
/// <param name="IfDifferent">How much a difference matters that explains nothing.</param>
/// <param name="Meaning">Why it matters no more than that, a clause.</param>
internal sealed record StepDefinition(string Code, string Group, string Title, DifferenceWeight IfDifferent, string Meaning);
