namespace Gatehouse.Diagnosis.Extracts;

/// <summary>What an extract holds.</summary>
/// <param name="Frames">Frames written.</param>
/// <param name="Notes">What could not be written and why, one phrase each.</param>
public sealed record ExtractSummary(int Frames, IReadOnlyList<string> Notes);
