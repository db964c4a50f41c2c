using Gatehouse.Diagnosis.Observation.Fragments;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One fragment.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="Offset">Where its payload belongs in the datagram, octets.</param>
/// <param name="Bytes">Octets of its payload by its header.</param>
/// <param name="More">Whether more follow.</param>
public sealed record FragmentInspection(long Frame, int Offset, int Bytes, bool More)
{
    internal static FragmentInspection Of(FragmentPiece piece) => new(piece.Frame, piece.Offset, piece.Length, piece.MoreFragments);
}
