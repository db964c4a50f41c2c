namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>Sequence space that was passed over: lost before the capture point, out of order, or missed by the capture.</summary>
/// <param name="Start">First missing sequence number.</param>
/// <param name="End">First sequence number behind the hole.</param>
/// <param name="Frame">The frame whose arrival showed the hole.</param>
public readonly record struct SequenceHole(uint Start, uint End, long Frame)
{
    /// <summary>Missing octets.</summary>
    public int Length => (int)(End - Start);
}
