namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>Takes one direction's octets in order.</summary>
internal interface IStreamConsumer
{
    /// <summary>Takes the next octets, borrowed for the call.</summary>
    /// <returns>Whether more are wanted.</returns>
    bool Consume(ReadOnlySpan<byte> octets, long frame);
}
