using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Text;

/// <summary>One TLS message of a printed packet; exactly one of the values is set.</summary>
public sealed record TextTlsMessage
{
    /// <summary>A ClientHello with the fields that were printed; a version that was not printed is 0.</summary>
    public ClientHello? ClientHello { get; init; }

    /// <summary>A ServerHello with the fields that were printed; a version or cipher suite that was not printed is 0.</summary>
    public ServerHello? ServerHello { get; init; }

    /// <summary>An alert.</summary>
    public TlsAlert? Alert { get; init; }

    /// <summary>Another handshake message in the clear.</summary>
    public HandshakeType? Handshake { get; init; }

    /// <summary>A ChangeCipherSpec record.</summary>
    public bool ChangeCipherSpec { get; init; }

    /// <summary>An encrypted handshake message ("Encrypted Handshake Message", "Finished").</summary>
    public bool EncryptedHandshake { get; init; }

    /// <summary>Application data.</summary>
    public bool ApplicationData { get; init; }
}
