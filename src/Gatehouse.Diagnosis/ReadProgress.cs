namespace Gatehouse.Diagnosis;

/// <summary>How far reading has come.</summary>
/// <param name="Source">Name of the source being read.</param>
/// <param name="Position">Octets of it consumed.</param>
/// <param name="Length">Octets it has; 0 when not known (standard input).</param>
public readonly record struct ReadProgress(string Source, long Position, long Length);
