namespace Gatehouse.Wire.Link;

/// <summary>EtherTypes (IEEE 802 registry) that decide how a frame is read on.</summary>
internal static class EtherTypes
{
    /// <summary>IPv4.</summary>
    public const ushort Ipv4 = 0x0800;

    /// <summary>IPv6.</summary>
    public const ushort Ipv6 = 0x86DD;

    /// <summary>802.1Q customer tag.</summary>
    public const ushort Vlan = 0x8100;

    /// <summary>802.1ad service tag.</summary>
    public const ushort ServiceVlan = 0x88A8;

    /// <summary>Outer tag of stacked VLANs before 802.1ad.</summary>
    public const ushort OldServiceVlan = 0x9100;

    /// <summary>MPLS with a downstream-assigned label (RFC 5332).</summary>
    public const ushort Mpls = 0x8847;

    /// <summary>MPLS with an upstream-assigned label (RFC 5332).</summary>
    public const ushort MplsUpstream = 0x8848;

    /// <summary>PPPoE discovery (RFC 2516).</summary>
    public const ushort PppoeDiscovery = 0x8863;

    /// <summary>PPPoE session (RFC 2516).</summary>
    public const ushort PppoeSession = 0x8864;

    /// <summary>PPP itself.</summary>
    public const ushort Ppp = 0x880B;

    /// <summary>Smallest value that is a type; below it the field is the length of an 802.3 frame.</summary>
    public const ushort FirstType = 0x0600;
}
