using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>What the protocol column of a packet list can say.</summary>
internal static class ProtocolNames
{
    /// <summary>The protocol between a network access server and a RADIUS server.</summary>
    public const string Radius = "RADIUS";

    private const int MaxLength = 24;

    /// <summary>Whether a word is one of the protocols that matter here, so that it can anchor a line.</summary>
    public static bool IsKnown(ReadOnlySpan<char> word) =>
        word.Length is >= 2 and <= MaxLength && (Transport(word) is not null || word is "IP" or "IPv4" or "IPv6" or "ARP" or "EAP" or "EAPOL");

    /// <summary>Whether a word can stand in a protocol column: "TCP", "HTTP/XML", "TLSv1.2".</summary>
    public static bool CanBe(ReadOnlySpan<char> word) =>
        word.Length is >= 2 and <= MaxLength && char.IsAsciiLetterUpper(word[0]) && !word.ContainsAnyExcept(Alphabets.Protocol);

    /// <summary>Whether the records of TLS, SSL or DTLS are meant.</summary>
    public static bool IsTls(ReadOnlySpan<char> word) =>
        word.StartsWith("TLS", StringComparison.Ordinal) || word.StartsWith("SSL", StringComparison.Ordinal)
        || word.StartsWith("DTLS", StringComparison.Ordinal);

    /// <summary>The transport a protocol column implies; null when it implies none.</summary>
    public static IpProtocol? Transport(ReadOnlySpan<char> word) => word switch
    {
        "TCP" or "HTTP" or "HTTP2" or "HTTP/XML" or "HTTP/JSON" or "SMB" or "SMB2" or "LDAP" or "RDP" or "SSH" => IpProtocol.Tcp,
        "UDP" or "DNS" or "MDNS" or "LLMNR" or "DHCP" or "DHCPv6" or "NTP" or "QUIC" or "RADIUS" or "SSDP" or "NBNS" or "SNMP"
            => IpProtocol.Udp,
        "ICMP" => IpProtocol.Icmp,
        "ICMPv6" => IpProtocol.IcmpV6,
        _ when word.StartsWith("DTLS", StringComparison.Ordinal) => IpProtocol.Udp,
        _ when IsTls(word) => IpProtocol.Tcp,
        _ => null,
    };
}
