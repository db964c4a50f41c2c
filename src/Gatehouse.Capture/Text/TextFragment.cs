namespace Gatehouse.Capture.Text;

/// <summary>Fragment fields of a printed packet.</summary>
/// <param name="Identification">IP identification; null when not printed.</param>
/// <param name="Offset">Offset in octets.</param>
/// <param name="PayloadLength">Octets of IP payload in this fragment; null when neither printed nor told by the length of the frame.</param>
/// <param name="MoreFragments">Whether more follow; null when neither printed nor told by the length of the frame.</param>
public sealed record TextFragment(uint? Identification, int Offset, int? PayloadLength, bool? MoreFragments);
