namespace Gatehouse.Capture.Tests;

/// <summary>A copy of a frame that outlives the read.</summary>
internal sealed record ReadFrame(long Number, Timestamp Time, int Link, int Interface, int OriginalLength, string Octets);
