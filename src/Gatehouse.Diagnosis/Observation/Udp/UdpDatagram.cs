using Gatehouse.Capture;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>What is known of one UDP datagram, captured in one frame or put together from fragments.</summary>
public readonly struct UdpDatagram
{
    /// <summary>Frame number; of fragments, of the one that completed it.</summary>
    public required long Frame { get; init; }

    /// <summary>When that frame was captured.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Sender.</summary>
    public required IpEndpoint Source { get; init; }

    /// <summary>Receiver.</summary>
    public required IpEndpoint Destination { get; init; }

    /// <summary>Octets of payload by the header.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>Time to live or hop limit; 0 when not known.</summary>
    public byte Ttl { get; init; }

    /// <summary>IP identification; 0 when not known.</summary>
    public uint Identification { get; init; }

    /// <summary>Whether it travelled in fragments.</summary>
    public bool IsFragmented { get; init; }

    /// <summary>Whether it was printed: then times may be coarse, and its octets are not known.</summary>
    public bool IsPrinted { get; init; }

    /// <summary>Hardware address of the sender, low 48 bits; 0 when not known.</summary>
    public ulong SourceMac { get; init; }
}
