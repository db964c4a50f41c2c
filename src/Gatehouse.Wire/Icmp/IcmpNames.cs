namespace Gatehouse.Wire.Icmp;

/// <summary>Names of ICMP types and codes (IANA "ICMP Parameters" and "ICMPv6 Parameters").</summary>
public static class IcmpNames
{
    /// <summary>The name of a type and code, in lower case; "type 42 code 7" when none is known.</summary>
    public static string Of(bool isIpv6, byte type, byte code) =>
        (isIpv6 ? NameV6(type, code) : NameV4(type, code)) ?? $"type {type} code {code}";

    private static string? NameV4(byte type, byte code) => (type, code) switch
    {
        (0, _) => "echo reply",
        (3, 0) => "network unreachable",
        (3, 1) => "host unreachable",
        (3, 2) => "protocol unreachable",
        (3, 3) => "port unreachable",
        (3, 4) => "fragmentation needed",
        (3, 5) => "source route failed",
        (3, 6) => "destination network unknown",
        (3, 7) => "destination host unknown",
        (3, 8) => "source host isolated",
        (3, 9) => "network administratively prohibited",
        (3, 10) => "host administratively prohibited",
        (3, 11) => "network unreachable for type of service",
        (3, 12) => "host unreachable for type of service",
        (3, 13) => "administratively prohibited",
        (3, 14) => "host precedence violation",
        (3, 15) => "precedence cutoff in effect",
        (4, _) => "source quench",
        (5, 0) => "redirect for network",
        (5, 1) => "redirect for host",
        (5, 2) => "redirect for type of service and network",
        (5, 3) => "redirect for type of service and host",
        (8, _) => "echo request",
        (9, _) => "router advertisement",
        (10, _) => "router solicitation",
        (11, 0) => "time to live exceeded",
        (11, 1) => "fragment reassembly time exceeded",
        (12, 0) => "parameter problem",
        (12, 1) => "required option missing",
        (12, 2) => "bad length",
        (13, _) => "timestamp request",
        (14, _) => "timestamp reply",
        _ => null,
    };

    private static string? NameV6(byte type, byte code) => (type, code) switch
    {
        (1, 0) => "no route to destination",
        (1, 1) => "administratively prohibited",
        (1, 2) => "beyond scope of source address",
        (1, 3) => "address unreachable",
        (1, 4) => "port unreachable",
        (1, 5) => "source address failed ingress or egress policy",
        (1, 6) => "reject route to destination",
        (2, _) => "packet too big",
        (3, 0) => "hop limit exceeded",
        (3, 1) => "fragment reassembly time exceeded",
        (4, 0) => "erroneous header field",
        (4, 1) => "unrecognized next header",
        (4, 2) => "unrecognized option",
        (4, 3) => "first fragment has incomplete header chain",
        (128, _) => "echo request",
        (129, _) => "echo reply",
        (130, _) => "multicast listener query",
        (131, _) => "multicast listener report",
        (132, _) => "multicast listener done",
        (133, _) => "router solicitation",
        (134, _) => "router advertisement",
        (135, _) => "neighbor solicitation",
        (136, _) => "neighbor advertisement",
        (137, _) => "redirect",
        (143, _) => "multicast listener report (version 2)",
        _ => null,
    };
}
