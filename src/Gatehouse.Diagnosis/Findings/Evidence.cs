namespace Gatehouse.Diagnosis.Findings;

/// <summary>Frames or lines of one source that prove a finding.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Frames">Frame numbers (1-based, as Wireshark shows them) or, for logs, line numbers.</param>
/// <param name="Filter">A Wireshark display filter that shows them; null for logs and text.</param>
/// <param name="Note">What they show, one phrase.</param>
public sealed record Evidence(string Source, IReadOnlyList<long> Frames, string? Filter, string Note);
