using System.Buffers.Binary;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Wire;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Observation.Fragments;

/// <summary>
/// Keeps account of every datagram that travels in pieces until it is complete, or until the receiver would have given up
/// (30 s of packet time, as Linux does; RFC 791 leaves the time open).
/// </summary>
internal sealed class FragmentLedger
{
    /// <summary>Most datagrams held at a time.</summary>
    internal const int Capacity = 16_384;

    /// <summary>Octets kept for all datagrams at a time; beyond it, pieces are accounted for but not put together.</summary>
    internal const int MostOctets = 32 * 1024 * 1024;

    /// <summary>Nanoseconds of packet time after which an incomplete datagram is given up.</summary>
    internal const long Lifetime = 30 * Timestamp.PerSecond;

    /// <summary>Most complete datagrams that are remembered.</summary>
    internal const int MostComplete = 2_048;

    private const int CompleteQueue = 1;

    /// <summary>How long a complete datagram is remembered, so that a second capture of its pieces is not taken for a new one.</summary>
    private const long CompleteLifetime = 2 * Timestamp.PerSecond;

    private const int LargestDatagram = 65_535;
    private const int UdpLengthOffset = 4;

    private readonly FlowTable<FragmentKey, FragmentedDatagram> _table;
    private readonly PacketClock _clock;
    private int _octets;

    public FragmentLedger(PacketClock clock, Action<FragmentedDatagram> ended)
    {
        _clock = clock;
        _table = new FlowTable<FragmentKey, FragmentedDatagram>(
            Capacity,
            datagram => datagram.Key,
            [new FlowQueue(Lifetime), new FlowQueue(CompleteLifetime, MostComplete)],
            datagram =>
            {
                datagram.SilenceAfter = _clock.Now - datagram.LastActive;
                Release(datagram);
                ended(datagram);
            });
    }

    /// <summary>Datagrams in pieces met so far.</summary>
    public long Total { get; private set; }

    /// <summary>Datagrams that had to be let go because there were too many at a time.</summary>
    public long EvictedUnderPressure => _table.EvictedUnderPressure;

    /// <summary>Takes one fragment.</summary>
    /// <returns>
    /// The datagram, once: when this piece completes it. Its octets are in <see cref="FragmentedDatagram.Octets"/> until
    /// <see cref="Release"/>. Null otherwise.
    /// </returns>
    public FragmentedDatagram? Observe(in Packet packet, long frame, Timestamp time)
    {
        FragmentKey key = new(packet.Source, packet.Destination, packet.Protocol, packet.Identification);
        FragmentPiece piece = new(frame, packet.FragmentOffset, packet.PayloadLength, packet.MoreFragments);
        if (_table.TryGet(key, out FragmentedDatagram? datagram) && (datagram.IsComplete || IsExpired(datagram)))
        {
            if (!IsExpired(datagram) && IsKnown(datagram, piece))
            {
                datagram.Duplicates++;
                return null;
            }

            _table.End(datagram);
            datagram = null;
        }

        if (datagram is null)
        {
            datagram = new FragmentedDatagram(key) { Number = Total++, FirstTime = time, Ttl = packet.Ttl, IsOutOfOrder = piece.Offset != 0 };
            _table.Add(datagram, _clock.Now);
        }

        _table.Touch(datagram, _clock.Now);
        return Add(datagram, piece, packet, time) ? datagram : null;
    }

    /// <summary>The datagram an ICMP error is about.</summary>
    public FragmentedDatagram? Find(in FragmentKey key) =>
        _table.TryGet(key, out FragmentedDatagram? datagram) ? datagram : null;

    /// <summary>Lets go of the octets.</summary>
    public void Release(FragmentedDatagram datagram)
    {
        if (datagram.Octets is not null)
        {
            _octets -= datagram.Octets.Length;
            datagram.Octets = null;
        }
    }

    /// <summary>Gives up what has waited too long.</summary>
    public void Sweep() => _table.Sweep(_clock.Now);

    /// <summary>The capture has ended.</summary>
    public void EndAll() => _table.EndAll();

    /// <summary>Identifications come back: a piece that late belongs to another datagram even if the old one was not swept away yet.</summary>
    private bool IsExpired(FragmentedDatagram datagram) =>
        _clock.Now - datagram.LastActive > (datagram.IsComplete ? CompleteLifetime : Lifetime);

    private static bool IsKnown(FragmentedDatagram datagram, FragmentPiece piece)
    {
        foreach (FragmentPiece known in datagram.Pieces)
        {
            if (known.Offset == piece.Offset && known.Length == piece.Length && known.MoreFragments == piece.MoreFragments)
            {
                return true;
            }
        }

        return false;
    }

    private static bool Overlaps(FragmentedDatagram datagram, FragmentPiece piece)
    {
        foreach (FragmentPiece known in datagram.Pieces)
        {
            if (piece.Offset < known.End && known.Offset < piece.End)
            {
                return true;
            }
        }

        return false;
    }

    private static void ReadFirstPiece(FragmentedDatagram datagram, ReadOnlySpan<byte> octets)
    {
        if (TransportPorts.TryRead(octets, out ushort source, out ushort destination))
        {
            datagram.SourcePort = source;
            datagram.DestinationPort = destination;
        }

        datagram.FirstPieceDigest = OctetDigest.Of(octets);
        if (datagram.Protocol == IpProtocol.Udp && octets.Length >= UdpHeader.HeaderLength)
        {
            datagram.UdpLength = BinaryPrimitives.ReadUInt16BigEndian(octets[UdpLengthOffset..]);
            datagram.XmlOffset = EadDatagram.TryFindXml(octets[UdpHeader.HeaderLength..], out _, out int headerLength, out _) ? headerLength : null;
        }
    }

    private bool Add(FragmentedDatagram datagram, FragmentPiece piece, in Packet packet, Timestamp time)
    {
        if (IsKnown(datagram, piece))
        {
            datagram.Duplicates++;
            return false;
        }

        if (piece.End > LargestDatagram)
        {
            datagram.HasPieceBeyondEnd = true;
            return false;
        }

        if (datagram.Pieces.Count >= FragmentedDatagram.MostPieces)
        {
            datagram.HasTooManyPieces = true;
            return false;
        }

        datagram.HasOverlap |= Overlaps(datagram, piece);
        datagram.Add(piece);
        datagram.LastTime = time;
        if (piece.Offset == 0)
        {
            ReadFirstPiece(datagram, packet.Payload);
        }

        if (!piece.MoreFragments)
        {
            datagram.TotalOctets = piece.End;
        }

        Store(datagram, piece, packet);
        if (datagram.TotalOctets is null || datagram.HasOverlap || datagram.Missing().Count > 0)
        {
            return false;
        }

        datagram.IsComplete = true;
        _table.MoveTo(datagram, CompleteQueue);
        return true;
    }

    private void Store(FragmentedDatagram datagram, FragmentPiece piece, in Packet packet)
    {
        if (packet.IsCut || (datagram.Octets is null && datagram.Pieces.Count > 1))
        {
            Release(datagram);
            return;
        }

        int needed = datagram.TotalOctets ?? piece.End;
        int held = datagram.Octets?.Length ?? 0;
        if (needed > held)
        {
            int size = datagram.TotalOctets ?? Math.Min(LargestDatagram, Math.Max(needed, held * 2));
            if (_octets + size - held > MostOctets)
            {
                Release(datagram);
                return;
            }

            byte[] larger = new byte[size];
            datagram.Octets?.CopyTo(larger, 0);
            datagram.Octets = larger;
            _octets += size - held;
        }

        packet.Payload.CopyTo(datagram.Octets.AsSpan(piece.Offset));
    }
}
