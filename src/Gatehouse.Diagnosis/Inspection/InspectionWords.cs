using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>The words and number formats of records.</summary>
internal static class InspectionWords
{
    public static string Hex(ushort number) => number.ToString("x4");

    /// <summary>Zero stands for "not known": no version and no suite in use has it.</summary>
    public static string? HexOrNull(ushort number) => number == 0 ? null : Hex(number);

    public static string Of(Side side) => side == Side.Client ? "client" : "server";

    public static string Of(TlsOutcome outcome) => outcome switch
    {
        TlsOutcome.Established => "established",
        TlsOutcome.Refused => "refused",
        TlsOutcome.Aborted => "aborted",
        _ => "incomplete",
    };

    public static string Of(TcpEnding ending) => ending switch
    {
        TcpEnding.ClientFin => "client-fin",
        TcpEnding.ServerFin => "server-fin",
        TcpEnding.ClientReset => "client-rst",
        TcpEnding.ServerReset => "server-rst",
        _ => "none",
    };

    /// <summary>Level of an alert (RFC 8446 section 6).</summary>
    public static string Level(byte level) => level switch
    {
        1 => "warning",
        2 => "fatal",
        _ => $"{level}",
    };

    /// <summary>"udp"; "253" for protocols that are not decoded.</summary>
    public static string Of(IpProtocol protocol) => protocol switch
    {
        IpProtocol.Icmp => "icmp",
        IpProtocol.Tcp => "tcp",
        IpProtocol.Udp => "udp",
        IpProtocol.IcmpV6 => "icmpv6",
        _ => $"{(byte)protocol}",
    };

    /// <summary>What a direction carries, told by its first octets.</summary>
    public static string Of(StreamKind kind) => kind switch
    {
        StreamKind.Tls => "tls",
        StreamKind.Http => "http",
        StreamKind.Other => "other",
        _ => "unknown",
    };
}
