namespace Gatehouse.Wire.Ip;

/// <summary>IP protocol numbers (IANA "Assigned Internet Protocol Numbers"); other numbers survive as they are.</summary>
public enum IpProtocol : byte
{
    /// <summary>ICMP for IPv4 (RFC 792).</summary>
    Icmp = 1,

    /// <summary>TCP (RFC 9293).</summary>
    Tcp = 6,

    /// <summary>UDP (RFC 768).</summary>
    Udp = 17,

    /// <summary>ICMP for IPv6 (RFC 4443).</summary>
    IcmpV6 = 58,
}
