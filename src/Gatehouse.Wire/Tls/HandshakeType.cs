namespace Gatehouse.Wire.Tls;

/// <summary>Handshake message types (IANA "TLS HandshakeType" registry); others survive as numbers.</summary>
public enum HandshakeType : byte
{
    /// <summary>hello_request (TLS 1.2 and older).</summary>
    HelloRequest = 0,

    /// <summary>client_hello.</summary>
    ClientHello = 1,

    /// <summary>server_hello, and hello_retry_request in TLS 1.3.</summary>
    ServerHello = 2,

    /// <summary>hello_verify_request (DTLS).</summary>
    HelloVerifyRequest = 3,

    /// <summary>new_session_ticket.</summary>
    NewSessionTicket = 4,

    /// <summary>encrypted_extensions.</summary>
    EncryptedExtensions = 8,

    /// <summary>certificate.</summary>
    Certificate = 11,

    /// <summary>server_key_exchange.</summary>
    ServerKeyExchange = 12,

    /// <summary>certificate_request.</summary>
    CertificateRequest = 13,

    /// <summary>server_hello_done.</summary>
    ServerHelloDone = 14,

    /// <summary>certificate_verify.</summary>
    CertificateVerify = 15,

    /// <summary>client_key_exchange.</summary>
    ClientKeyExchange = 16,

    /// <summary>finished.</summary>
    Finished = 20,

    /// <summary>certificate_status.</summary>
    CertificateStatus = 22,
}
