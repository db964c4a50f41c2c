using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>One capture or packet list beside the settings.</summary>
/// <param name="Context">The whole picture of it.</param>
/// <param name="Findings">What was found in it alone.</param>
internal sealed record WireSource(SourceContext Context, IReadOnlyList<Finding> Findings);
