namespace Gatehouse.Diagnosis.Observation.Fragments;

/// <summary>One fragment.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="Offset">Offset of its payload in the datagram, octets.</param>
/// <param name="Length">Octets of payload by the header.</param>
/// <param name="MoreFragments">Whether more follow.</param>
public readonly record struct FragmentPiece(long Frame, int Offset, int Length, bool MoreFragments)
{
    /// <summary>The first octet behind it.</summary>
    public int End => Offset + Length;
}
