namespace Gatehouse.Diagnosis.Comparison;

/// <summary>One step of the exchange on both sides.</summary>
/// <param name="Code">Names the step for programs: "tls.versions".</param>
/// <param name="Group">The part of the exchange it belongs to: "TLS".</param>
/// <param name="Title">What it is, a few words.</param>
/// <param name="Good">What the good side shows; null when it shows nothing of it.</param>
/// <param name="Bad">What the bad side shows; null when it shows nothing of it.</param>
/// <param name="Weight">How much the two differ, and what that means.</param>
public sealed record ComparedStep(string Code, string Group, string Title, ComparedValue? Good, ComparedValue? Bad, DifferenceWeight Weight);
