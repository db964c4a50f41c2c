namespace Gatehouse.Wire.Tls;

/// <summary>Reads one direction of a TLS connection from its octets in order.</summary>
public sealed class TlsStream
{
    private long _octets;

    /// <summary>Takes the next octets in order.</summary>
    public void Push<TSink>(ReadOnlySpan<byte> bytes, TSink sink)
        where TSink : ITlsMessageSink
    {
        _octets += bytes.Length;
        _ = sink;
    }
}
