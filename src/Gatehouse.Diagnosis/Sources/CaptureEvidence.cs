using Gatehouse.Diagnosis.Judgement;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>What comparing a capture with others takes.</summary>
/// <param name="IsNamed">Whether the user named the vantage point.</param>
/// <param name="Context">What it shows alone.</param>
/// <param name="Judgement">What the rules say of it alone, before folding.</param>
internal sealed record CaptureEvidence(bool IsNamed, SourceContext Context, SourceJudgement Judgement);
