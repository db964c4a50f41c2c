namespace Gatehouse.Wire.Tls;

/// <summary>The Certificate handshake message (RFC 5246 section 7.4.2).</summary>
public static class CertificateMessage
{
}
