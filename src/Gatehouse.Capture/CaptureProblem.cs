namespace Gatehouse.Capture;

/// <summary>One kind of problem met while reading a capture.</summary>
/// <param name="Kind">What is wrong.</param>
/// <param name="Count">How often.</param>
/// <param name="Offset">Octet offset of the first occurrence in the (decompressed) file.</param>
/// <param name="Detail">What makes the first occurrence concrete; null when there is nothing to add.</param>
public sealed record CaptureProblem(CaptureProblemKind Kind, long Count, long Offset, string? Detail);
