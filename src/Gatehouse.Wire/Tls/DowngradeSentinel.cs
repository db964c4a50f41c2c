namespace Gatehouse.Wire.Tls;

/// <summary>The downgrade marker in ServerHello.random (RFC 8446 section 4.1.3).</summary>
public enum DowngradeSentinel
{
    /// <summary>No marker.</summary>
    None = 0,

    /// <summary>"DOWNGRD" 01: the server knows TLS 1.3 and chose TLS 1.2.</summary>
    Tls12,

    /// <summary>"DOWNGRD" 00: the server knows TLS 1.2 or later and chose TLS 1.1 or older.</summary>
    Tls11OrOlder,
}
