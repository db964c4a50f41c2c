namespace Gatehouse.Wire.Tls;

/// <summary>
/// A ClientHello (RFC 8446 section 4.1.2, RFC 5246 section 7.4.1.2), an SSLv2-compatible hello (RFC 5246 appendix E.2),
/// or as much of one as a printed packet shows. GREASE values (RFC 8701) stay in the lists as they were sent.
/// </summary>
public sealed record ClientHello
{
    /// <summary>Version in the record header, or 0 when there was none (SSLv2 hello).</summary>
    public ushort RecordVersion { get; init; }

    /// <summary>The legacy_version field; 0 when a printed packet does not show it.</summary>
    public required ushort LegacyVersion { get; init; }

    /// <summary>The random; 32 octets on the wire, fewer when a printed packet shortens it.</summary>
    public byte[] Random { get; init; } = [];

    /// <summary>Octets of legacy_session_id.</summary>
    public int SessionIdLength { get; init; }

    /// <summary>Cipher suites in order of preference; empty when a printed packet only counts them.</summary>
    public ushort[] CipherSuites { get; init; } = [];

    /// <summary>How many cipher suites were offered.</summary>
    public int CipherSuiteCount { get; init; }

    /// <summary>Extension types in order.</summary>
    public ushort[] Extensions { get; init; } = [];

    /// <summary>server_name (RFC 6066); null when absent or not shown.</summary>
    public string? ServerName { get; init; }

    /// <summary>Application protocols (RFC 7301) in order.</summary>
    public string[] Alpn { get; init; } = [];

    /// <summary>supported_versions (RFC 8446 section 4.2.1) as sent; empty when absent.</summary>
    public ushort[] SupportedVersions { get; init; } = [];

    /// <summary>supported_groups (RFC 8422).</summary>
    public ushort[] Groups { get; init; } = [];

    /// <summary>ec_point_formats (RFC 8422).</summary>
    public byte[] PointFormats { get; init; } = [];

    /// <summary>signature_algorithms (RFC 8446 section 4.2.3).</summary>
    public ushort[] SignatureAlgorithms { get; init; } = [];

    /// <summary>Whether it came in SSLv2 framing.</summary>
    public bool IsSslV2 { get; init; }

    /// <summary>Whether it is a DTLS hello, whose version numbers count downwards.</summary>
    public bool IsDatagram { get; init; }

    /// <summary>Whether an encrypted_client_hello extension is present; it may be GREASE and proves nothing by itself.</summary>
    public bool HasEncryptedClientHello { get; init; }

    /// <summary>The versions offered: supported_versions without GREASE, else <see cref="LegacyVersion"/> alone; none when neither is known.</summary>
    public IReadOnlyList<ushort> Versions => TlsVersions.Offered(this);

    /// <summary>The best version offered; 0 when none is known.</summary>
    public ushort HighestVersion => TlsVersions.HighestOffered(this);
}
