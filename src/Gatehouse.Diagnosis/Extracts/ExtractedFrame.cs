using Gatehouse.Capture;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Extracts;

/// <summary>A frame on its way into an extract.</summary>
/// <param name="Place">Place of its source in the report.</param>
/// <param name="Number">Its number there.</param>
/// <param name="Time">When, by the reference clock.</param>
/// <param name="Link">How to read its first header.</param>
/// <param name="Data">Its octets.</param>
/// <param name="OriginalLength">Octets it had on the wire.</param>
/// <param name="Comment">What it proves.</param>
internal sealed record ExtractedFrame(int Place, long Number, Timestamp Time, LinkType Link, byte[] Data, int OriginalLength, string Comment);
