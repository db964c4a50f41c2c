using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Fragments;

/// <summary>One datagram that travels in pieces, as far as the capture shows them.</summary>
public sealed class FragmentedDatagram : Flow<FragmentedDatagram>
{
    /// <summary>Most pieces kept of one datagram: 65,535 octets in pieces of 8 would be 8,192.</summary>
    public const int MostPieces = 256;

    private readonly List<FragmentPiece> _pieces = [];

    internal FragmentedDatagram(FragmentKey key) => Key = key;

    /// <summary>Number of the datagram in its source, from 0 in order of the first piece.</summary>
    public long Number { get; internal init; }

    /// <summary>Sender.</summary>
    public IpAddress Source => Key.Source;

    /// <summary>Receiver.</summary>
    public IpAddress Destination => Key.Destination;

    /// <summary>Transport.</summary>
    public IpProtocol Protocol => Key.Protocol;

    /// <summary>IP identification.</summary>
    public uint Identification => Key.Identification;

    /// <summary>Whether it is IPv6.</summary>
    public bool IsVersion6 => !Key.Source.IsIpv4;

    /// <summary>Ports, when the first piece was captured; 0 otherwise.</summary>
    public ushort SourcePort { get; internal set; }

    /// <inheritdoc cref="SourcePort"/>
    public ushort DestinationPort { get; internal set; }

    /// <summary>
    /// Octets of the whole datagram, UDP header included, by the UDP header in the first piece; null when that was not captured or is no UDP.
    /// </summary>
    public int? UdpLength { get; internal set; }

    /// <summary>
    /// Octets of UDP payload in front of the plain XML of a security check that begins in the first piece; null when none does.
    /// </summary>
    public int? XmlOffset { get; internal set; }

    /// <summary>Tells first pieces with the same octets: the same request sent again. 0 without a first piece.</summary>
    public ulong FirstPieceDigest { get; internal set; }

    /// <summary>Pieces in order of arrival, without copies of the same piece.</summary>
    public IReadOnlyList<FragmentPiece> Pieces => _pieces;

    /// <summary>Time of the first piece to arrive.</summary>
    public Timestamp FirstTime { get; internal init; } = Timestamp.None;

    /// <summary>Time of the last piece to arrive.</summary>
    public Timestamp LastTime { get; internal set; } = Timestamp.None;

    /// <summary>Time to live of the first piece to arrive.</summary>
    public byte Ttl { get; internal init; }

    /// <summary>Octets of the datagram's IP payload, transport header included; null until the last piece was captured.</summary>
    public int? TotalOctets { get; internal set; }

    /// <summary>Whether pieces contradict each other by overlapping (RFC 5722, RFC 1858).</summary>
    public bool HasOverlap { get; internal set; }

    /// <summary>Copies of pieces already seen.</summary>
    public int Duplicates { get; internal set; }

    /// <summary>Whether it has more pieces than are kept.</summary>
    public bool HasTooManyPieces { get; internal set; }

    /// <summary>Whether a piece reaches beyond the 65,535 octets that a datagram can have; such a piece is not kept.</summary>
    public bool HasPieceBeyondEnd { get; internal set; }

    /// <summary>Whether every octet was captured.</summary>
    public bool IsComplete { get; internal set; }

    /// <summary>Whether the last piece came before the first.</summary>
    public bool IsOutOfOrder { get; internal set; }

    /// <summary>How long the capture went on after the last piece, nanoseconds of packet time.</summary>
    public long SilenceAfter { get; internal set; }

    /// <summary>The receiver's word that it gave up waiting for the rest; null when none was captured.</summary>
    public IcmpError? ReassemblyTimeout { get; internal set; }

    internal FragmentKey Key { get; }

    /// <summary>Collected octets while they are wanted; null when the datagram is too large or nobody needs them.</summary>
    internal byte[]? Octets { get; set; }

    /// <summary>Ranges of octets that no captured piece holds; the end of the last is unknown (null) until the last piece comes.</summary>
    public IReadOnlyList<(int Start, int? End)> Missing()
    {
        List<(int Start, int? End)> missing = [];
        int covered = 0;
        foreach (FragmentPiece piece in _pieces.OrderBy(piece => piece.Offset))
        {
            if (piece.Offset > covered)
            {
                missing.Add((covered, piece.Offset));
            }

            covered = Math.Max(covered, piece.End);
        }

        if (TotalOctets is null)
        {
            missing.Add((covered, null));
        }
        else if (covered < TotalOctets)
        {
            missing.Add((covered, TotalOctets));
        }

        return missing;
    }

    internal void Add(FragmentPiece piece) => _pieces.Add(piece);
}
