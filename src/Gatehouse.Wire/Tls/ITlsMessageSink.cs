namespace Gatehouse.Wire.Tls;

/// <summary>Receives what one direction of a TLS connection says, in order, as <see cref="TlsStream"/> reads it.</summary>
public interface ITlsMessageSink
{
    /// <summary>A ClientHello, complete.</summary>
    void OnClientHello(ClientHello hello);

    /// <summary>A ServerHello or HelloRetryRequest, complete.</summary>
    void OnServerHello(ServerHello hello);

    /// <summary>
    /// A Certificate message in the clear (TLS 1.2 and older): its body as <see cref="CertificateMessage"/> reads it.
    /// The octets are borrowed for the duration of the call.
    /// </summary>
    void OnCertificate(ReadOnlySpan<byte> body);

    /// <summary>Any other handshake message in the clear, by its type (RFC 8446 section 4).</summary>
    void OnHandshake(HandshakeType type, int length);

    /// <summary>A handshake record that is encrypted (after ChangeCipherSpec in TLS 1.2 and older).</summary>
    void OnEncryptedHandshake(int recordLength);

    /// <summary>A ChangeCipherSpec record.</summary>
    void OnChangeCipherSpec();

    /// <summary>An alert record, in the clear or encrypted.</summary>
    void OnAlert(TlsAlert alert, int recordLength);

    /// <summary>The header of an application data record (in TLS 1.3 also everything after the ServerHello).</summary>
    void OnApplicationData(int recordLength);

    /// <summary>The octets contradict the protocol; nothing more will come from this direction.</summary>
    void OnMalformed(ParseError error);
}
