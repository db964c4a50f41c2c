namespace Gatehouse.Wire.Tls;

/// <summary>Record content types (IANA "TLS ContentType" registry).</summary>
public enum TlsContentType : byte
{
    /// <summary>change_cipher_spec.</summary>
    ChangeCipherSpec = 20,

    /// <summary>alert.</summary>
    Alert = 21,

    /// <summary>handshake.</summary>
    Handshake = 22,

    /// <summary>application_data; in TLS 1.3 every encrypted record.</summary>
    ApplicationData = 23,

    /// <summary>heartbeat (RFC 6520).</summary>
    Heartbeat = 24,
}
