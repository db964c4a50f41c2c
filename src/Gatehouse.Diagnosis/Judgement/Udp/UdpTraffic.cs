using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Tells requests, which deserve an answer, from traffic that often gets none although all is well.</summary>
internal static class UdpTraffic
{
    private const byte LastOctetOfBroadcast = 255;
    private const ushort FirstTraceroutePort = 33_434;
    private const ushort LastTraceroutePort = 33_689;

    /// <summary>
    /// Whether nobody need answer: several receivers, discovery, address assignment, logs, flow records, traces of routes. Name lookups are
    /// judged as lookups, because clients ask several name servers.
    /// </summary>
    public static bool IsBackground(UdpConversation conversation) =>
        IsForSeveral(conversation.Server.Address) || IsBackgroundPort(conversation.Server.Port);

    /// <summary>Whether something shows that the client asks and expects answers, as opposed to streams and one-way reports.</summary>
    public static bool IsDialogue(UdpConversation conversation, SourceContext context) =>
        conversation.Ead is not null
        || conversation.Radius is not null
        || conversation.Dtls is not null
        || conversation.FromServer.Datagrams > 0
        || IsRequestPort(conversation.Server.Port)
        || (context.Options.Servers.Count > 0 && !context.IsBesideThePoint(conversation.Server));

    private static bool IsForSeveral(IpAddress address) =>
        address.IsMulticastOrBroadcast || (address.IsIpv4 && (byte)address.Ipv4Value == LastOctetOfBroadcast);

    private static bool IsBackgroundPort(ushort port) => port is
        53 or 67 or 68 or 546 or 547 // names and addresses
        or 123 // time: clients ask several servers and drop silent ones
        or 137 or 138 or 1900 or 3702 or 5353 or 5355 or 10001 // discovery
        or 162 or 514 or 2055 or 4739 or 6343 or 8125 or 9995 or 9996 // traps, logs, flow records, statistics
        or (>= FirstTraceroutePort and <= LastTraceroutePort);

    private static bool IsRequestPort(ushort port) => port is
        69 // TFTP
        or 88 or 464 // Kerberos
        or 161 // SNMP
        or 389 // LDAP without connection
        or 500 or 4500 // IKE
        or 1812 or 1813 or 1645 or 1646 or 3799 // RADIUS
        or 3478 // STUN
        or 5060 // SIP
        or 9019 or 9029; // security check
}
