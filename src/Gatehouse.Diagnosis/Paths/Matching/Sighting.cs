using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>One packet as one vantage point saw it: 48 octets, so that hundreds of thousands can be held.</summary>
internal readonly struct Sighting
{
    /// <summary>Digest of what it carries and routers leave alone; the same at every vantage point.</summary>
    public required ulong Key { get; init; }

    /// <summary>When it was captured, nanoseconds since 1970 by the vantage point's own clock.</summary>
    public required long Time { get; init; }

    /// <summary>Frame number.</summary>
    public required uint Frame { get; init; }

    /// <summary>Index of its conversation in <see cref="SightingIndex.Flows"/>.</summary>
    public required int Flow { get; init; }

    /// <summary>TCP: sequence number. Fragment: offset in octets. Else 0.</summary>
    public uint Sequence { get; init; }

    /// <summary>TCP: acknowledgment number. Else 0.</summary>
    public uint Acknowledgment { get; init; }

    /// <summary>Octets of payload behind the TCP or UDP header; of IP payload for the other kinds.</summary>
    public required int Length { get; init; }

    /// <summary>IP identification; 0 when the packet has none.</summary>
    public uint Identification { get; init; }

    /// <summary>Time to live or hop limit.</summary>
    public byte Ttl { get; init; }

    /// <summary>What it is.</summary>
    public required SightingKind Kind { get; init; }

    /// <summary>TCP control bits.</summary>
    public TcpFlags Flags { get; init; }

    /// <summary>Whether routers must not fragment it: the flag of IPv4, always so with IPv6.</summary>
    public bool DontFragment { get; init; }

    /// <summary>Whether the side that this vantage point takes for the client sent it.</summary>
    public bool IsFromClient { get; init; }
}
