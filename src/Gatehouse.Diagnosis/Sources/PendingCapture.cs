namespace Gatehouse.Diagnosis.Sources;

/// <summary>A capture that waits until all evidence is known, to be read beside others.</summary>
/// <param name="Place">Its place among the results.</param>
/// <param name="Path">Where it is.</param>
/// <param name="Input">How the user named it; null unless it will be compared with others.</param>
/// <param name="Name">Name of the source.</param>
/// <param name="Length">Octets it has.</param>
/// <param name="FromFolder">Whether it came out of a folder; then it is passed over when it cannot be read.</param>
internal sealed record PendingCapture(int Place, string Path, EvidenceInput? Input, string Name, long Length, bool FromFolder);
