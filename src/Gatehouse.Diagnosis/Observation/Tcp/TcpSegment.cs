using Gatehouse.Capture;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>What is known of one TCP segment, from a captured or a printed packet.</summary>
public readonly struct TcpSegment
{
    /// <summary>Frame number.</summary>
    public required long Frame { get; init; }

    /// <summary>When it was captured.</summary>
    public required Timestamp Time { get; init; }

    /// <summary>Sender.</summary>
    public required IpEndpoint Source { get; init; }

    /// <summary>Receiver.</summary>
    public required IpEndpoint Destination { get; init; }

    /// <summary>Control bits.</summary>
    public required TcpFlags Flags { get; init; }

    /// <summary>Sequence number.</summary>
    public required uint Sequence { get; init; }

    /// <summary>Acknowledgment number; meaningful with the ACK bit.</summary>
    public required uint Acknowledgment { get; init; }

    /// <summary>Window field, not scaled.</summary>
    public required ushort Window { get; init; }

    /// <summary>Octets of payload on the wire.</summary>
    public required int PayloadLength { get; init; }

    /// <summary>Time to live or hop limit; 0 when not known.</summary>
    public byte Ttl { get; init; }

    /// <summary>IP identification; 0 when not known.</summary>
    public uint Identification { get; init; }

    /// <summary>Whether routers may not fragment it.</summary>
    public bool DontFragment { get; init; }

    /// <summary>MSS option in octets; 0 when absent.</summary>
    public ushort MaximumSegmentSize { get; init; }

    /// <summary>Window scale option of a SYN in bits; null when absent or not known.</summary>
    public byte? WindowScale { get; init; }

    /// <summary>Tells segments apart whose options differ, as timestamps and selective acknowledgments do; 0 when not known.</summary>
    public ulong OptionsDigest { get; init; }

    /// <summary>Whether it was printed: then times may be coarse, and what was not printed is not known.</summary>
    public bool IsPrinted { get; init; }

    /// <summary>Octets of the whole IP packet; 0 when not known.</summary>
    public int IpLength { get; init; }

    /// <summary>Whether a control bit is set.</summary>
    public bool Has(TcpFlags flag) => (Flags & flag) != 0;

    /// <summary>Tells segments apart by everything but the time to live, which differs between two captures on either side of a router.</summary>
    internal ulong Digest() => OctetDigest.With(
        OctetDigest.With(
            OctetDigest.With(OptionsDigest, ((ulong)Sequence << 32) | Acknowledgment),
            ((ulong)(uint)PayloadLength << 32) | ((ulong)Flags << 16) | Window),
        Identification);

    /// <summary>Sequence space it takes: payload, plus one each for SYN and FIN.</summary>
    public uint SequenceLength => (uint)PayloadLength + (Has(TcpFlags.Syn) ? 1u : 0) + (Has(TcpFlags.Fin) ? 1u : 0);
}
