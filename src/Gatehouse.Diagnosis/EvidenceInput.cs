namespace Gatehouse.Diagnosis;

/// <summary>One piece of evidence as the user named it.</summary>
/// <param name="Path">File, folder, or "-" for standard input.</param>
/// <param name="Name">Name of the vantage point; null when the user gave none.</param>
public sealed record EvidenceInput(string Path, string? Name = null);
