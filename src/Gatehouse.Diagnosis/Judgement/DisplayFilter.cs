using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Wireshark display filters that show what a finding is about.</summary>
internal static class DisplayFilter
{
    /// <summary>One TCP connection, by addresses and ports.</summary>
    public static string Of(TcpConversation conversation) => Pair("tcp", conversation.Client, conversation.Server);

    /// <summary>One UDP conversation, fragments without ports included.</summary>
    public static string Of(UdpConversation conversation) =>
        $"{Address(conversation.Client.Address)} && {Address(conversation.Server.Address)}"
        + $" && (udp.port == {conversation.Client.Port} || {(conversation.Client.Address.IsIpv4 ? "ip.frag_offset > 0" : "ipv6.fraghdr")})";

    /// <summary>All pieces of one fragmented datagram.</summary>
    public static string Of(FragmentedDatagram datagram) => datagram.IsVersion6
        ? $"ipv6.src == {datagram.Source} && ipv6.fraghdr.ident == 0x{datagram.Identification:x8}"
        : $"ip.src == {datagram.Source} && ip.id == 0x{datagram.Identification:x4}";

    /// <summary>Everything with one address.</summary>
    public static string Address(IpAddress address) => address.IsIpv4 ? $"ip.addr == {address}" : $"ipv6.addr == {address}";

    private static string Pair(string protocol, IpEndpoint one, IpEndpoint other) =>
        $"{Address(one.Address)} && {Address(other.Address)} && {protocol}.port == {one.Port} && {protocol}.port == {other.Port}";
}
