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
    long Frame, Timestamp Time, uint Sequence, uint? Acknowledgment, byte Ttl, uint Identification, bool AcknowledgesAll);
