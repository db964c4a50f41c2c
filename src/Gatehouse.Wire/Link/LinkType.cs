namespace Gatehouse.Wire.Link;

/// <summary>Link-layer header types as captures number them (LINKTYPE_ registry of tcpdump.org); others survive as numbers.</summary>
public enum LinkType : ushort
{
    /// <summary>BSD loopback: address family in the byte order of the capturing host.</summary>
    Null = 0,

    /// <summary>Ethernet II or 802.3.</summary>
    Ethernet = 1,

    /// <summary>PPP, with or without address and control octets.</summary>
    Ppp = 9,

    /// <summary>Raw IP as some BSDs number it.</summary>
    RawBsd = 12,

    /// <summary>Raw IP as OpenBSD numbers it.</summary>
    RawOpenBsd = 14,

    /// <summary>PPP in HDLC-like framing.</summary>
    PppHdlc = 50,

    /// <summary>PPPoE session or discovery, without the Ethernet header.</summary>
    PppEther = 51,

    /// <summary>Raw IP; the version is in the first nibble.</summary>
    Raw = 101,

    /// <summary>OpenBSD loopback: address family in network byte order.</summary>
    Loop = 108,

    /// <summary>Linux "cooked" capture, version 1 (16-octet header).</summary>
    LinuxSll = 113,

    /// <summary>Raw IPv4.</summary>
    Ipv4 = 228,

    /// <summary>Raw IPv6.</summary>
    Ipv6 = 229,

    /// <summary>Linux "cooked" capture, version 2 (20-octet header).</summary>
    LinuxSll2 = 276,
}
