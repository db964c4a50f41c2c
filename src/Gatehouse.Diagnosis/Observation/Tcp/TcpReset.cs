using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>The first RST that one side sent (or that somebody sent in its name).</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="Time">When it was captured.</param>
/// <param name="Sequence">Its sequence number.</param>
/// <param name="Acknowledgment">Its acknowledgment number; null without the ACK bit.</param>
/// <param name="Ttl">Time to live or hop limit; 0 when not known.</param>
/// <param name="Identification">IP identification; 0 when not known.</param>
/// <param name="AcknowledgesAll">Whether it acknowledges everything the other side had sent so far.</param>
public sealed record TcpReset(
    long Frame, Timestamp Time, uint Sequence, uint? Acknowledgment, byte Ttl, uint Identification, bool AcknowledgesAll)
{
    /// <summary>Identifications of packets that one host numbers one after the other lie no further apart than this.</summary>
    internal const int NearIdentification = 512;

    /// <summary>Whether its sequence number lies ahead of everything its claimed sender had sent, where no real one would be.</summary>
    public bool IsOutsideWindow { get; init; }

    /// <summary>How many numbers lie between two IPv4 identifications, counting upwards and over the end (16 bits).</summary>
    internal static int IdentificationDistance(uint earlier, uint later) => (ushort)(later - earlier);
}
