namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>What kind of packet was seen.</summary>
internal enum SightingKind : byte
{
    /// <summary>A TCP segment.</summary>
    Tcp,

    /// <summary>A UDP datagram in one packet.</summary>
    Udp,

    /// <summary>A fragment of a datagram of any protocol.</summary>
    Fragment,

    /// <summary>An ICMP echo request or reply.</summary>
    Echo,

    /// <summary>An ICMP error, known by the packet it quotes.</summary>
    IcmpError,
}
