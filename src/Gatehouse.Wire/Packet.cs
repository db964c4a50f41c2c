using Gatehouse.Wire.Ip;

namespace Gatehouse.Wire;

/// <summary>
/// One captured packet, decoded down to the IP payload: a view that borrows the frame's octets.
/// Filled by <see cref="PacketDecoder"/>.
/// </summary>
public ref struct Packet
{
    /// <summary>Source hardware address in the low 48 bits, most significant octet first; 0 when the link has none.</summary>
    public ulong SourceMac { get; set; }

    /// <summary>Destination hardware address in the low 48 bits; 0 when the link has none.</summary>
    public ulong DestinationMac { get; set; }

    /// <summary>EtherType of the innermost header, 0x0800 for IPv4, 0x86DD for IPv6; 0 when the link carries none.</summary>
    public ushort EtherType { get; set; }

    /// <summary>How many VLAN tags were passed.</summary>
    public int VlanCount { get; set; }

    /// <summary>VLAN identifier of the outermost tag; meaningful when <see cref="VlanCount"/> is above 0.</summary>
    public ushort Vlan { get; set; }

    /// <summary>4 or 6.</summary>
    public byte IpVersion { get; set; }

    /// <summary>IP source address.</summary>
    public IpAddress Source { get; set; }

    /// <summary>IP destination address.</summary>
    public IpAddress Destination { get; set; }

    /// <summary>Transport protocol: IPv4 protocol field, or the last IPv6 next header after extension headers.</summary>
    public IpProtocol Protocol { get; set; }

    /// <summary>Time to live or hop limit.</summary>
    public byte Ttl { get; set; }

    /// <summary>Differentiated services field (8 bits with ECN).</summary>
    public byte TrafficClass { get; set; }

    /// <summary>IPv4 identification (16 bits) or the identification of the IPv6 fragment header (32 bits); 0 when absent.</summary>
    public uint Identification { get; set; }

    /// <summary>IPv4 "don't fragment"; always true for IPv6, where routers never fragment.</summary>
    public bool DontFragment { get; set; }

    /// <summary>Whether more fragments of the same datagram follow.</summary>
    public bool MoreFragments { get; set; }

    /// <summary>Offset of this fragment in octets from the start of the datagram's payload.</summary>
    public int FragmentOffset { get; set; }

    /// <summary>
    /// Octets of IP payload by the header (after IPv6 extension headers); when an offloading network card left the
    /// length 0, what the original frame length leaves for it.
    /// </summary>
    public int PayloadLength { get; set; }

    /// <summary>The captured part of the IP payload, never more than <see cref="PayloadLength"/> octets (no link padding).</summary>
    public ReadOnlySpan<byte> Payload { get; set; }

    /// <summary>Octets of the whole IP packet by its header, IP header included.</summary>
    public int IpLength { get; set; }

    /// <summary>Whether this is a piece of a fragmented datagram.</summary>
    public readonly bool IsFragment => MoreFragments || FragmentOffset > 0;

    /// <summary>Whether the capture holds fewer octets of the payload than there were (snap length).</summary>
    public readonly bool IsCut => Payload.Length < PayloadLength;
}
