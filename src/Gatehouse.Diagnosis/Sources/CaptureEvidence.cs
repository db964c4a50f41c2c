using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>What comparing a capture with others takes.</summary>
/// <param name="Path">Where it can be read again; null when it cannot (standard input, a pipe).</param>
/// <param name="IsNamed">Whether the user named the vantage point.</param>
/// <param name="Context">What it shows alone.</param>
/// <param name="Judgement">What the rules say of it alone, before folding.</param>
internal sealed record CaptureEvidence(string? Path, bool IsNamed, SourceContext Context, SourceJudgement Judgement);
