namespace Gatehouse.Wire.Tls;

/// <summary>A ServerHello or HelloRetryRequest (RFC 8446 section 4.1.3 and 4.1.4).</summary>
public sealed record ServerHello
{
    /// <summary>The legacy_version field.</summary>
    public required ushort LegacyVersion { get; init; }

    /// <summary>supported_versions when present, else <see cref="LegacyVersion"/>: the version agreed on.</summary>
    public required ushort Version { get; init; }

    /// <summary>The random; 32 octets on the wire, fewer when a printed packet shortens it.</summary>
    public byte[] Random { get; init; } = [];

    /// <summary>Octets of the session identifier.</summary>
    public int SessionIdLength { get; init; }

    /// <summary>The cipher suite chosen.</summary>
    public ushort CipherSuite { get; init; }

    /// <summary>Extension types in order.</summary>
    public ushort[] Extensions { get; init; } = [];

    /// <summary>The application protocol chosen (before TLS 1.3 only; later it is encrypted).</summary>
    public string? Alpn { get; init; }

    /// <summary>Whether the random is the one that marks a HelloRetryRequest.</summary>
    public bool IsHelloRetryRequest { get; init; }

    /// <summary>The version ceiling the server admits to in the last eight octets of its random.</summary>
    public DowngradeSentinel Sentinel { get; init; }
}
