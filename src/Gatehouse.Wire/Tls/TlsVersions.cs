namespace Gatehouse.Wire.Tls;

/// <summary>Protocol version numbers of SSL, TLS and DTLS, their names and their order.</summary>
public static class TlsVersions
{
    /// <summary>SSL 2.0 as its hello writes it.</summary>
    public const ushort Ssl2 = 0x0002;

    /// <summary>SSL 3.0 (RFC 6101).</summary>
    public const ushort Ssl3 = 0x0300;

    /// <summary>TLS 1.0 (RFC 2246).</summary>
    public const ushort Tls10 = 0x0301;

    /// <summary>TLS 1.1 (RFC 4346).</summary>
    public const ushort Tls11 = 0x0302;

    /// <summary>TLS 1.2 (RFC 5246).</summary>
    public const ushort Tls12 = 0x0303;

    /// <summary>TLS 1.3 (RFC 8446).</summary>
    public const ushort Tls13 = 0x0304;

    /// <summary>DTLS 1.0 (RFC 4347).</summary>
    public const ushort Dtls10 = 0xFEFF;

    /// <summary>DTLS 1.2 (RFC 6347).</summary>
    public const ushort Dtls12 = 0xFEFD;

    /// <summary>DTLS 1.3 (RFC 9147).</summary>
    public const ushort Dtls13 = 0xFEFC;

    /// <summary>The name users know, "TLS 1.2"; unknown numbers as "0x7f1c".</summary>
    public static string Name(ushort version) => version switch
    {
        Ssl2 => "SSL 2.0",
        Ssl3 => "SSL 3.0",
        Tls10 => "TLS 1.0",
        Tls11 => "TLS 1.1",
        Tls12 => "TLS 1.2",
        Tls13 => "TLS 1.3",
        Dtls10 => "DTLS 1.0",
        Dtls12 => "DTLS 1.2",
        Dtls13 => "DTLS 1.3",
        _ => $"0x{version:x4}",
    };

    /// <summary>
    /// A number that grows with the age of the design: DTLS versions are placed beside the TLS version they are built on.
    /// </summary>
    public static int Rank(ushort version) => version switch
    {
        Dtls10 => Tls11,
        Dtls12 => Tls12,
        Dtls13 => Tls13,
        _ => version,
    };

    internal static IReadOnlyList<ushort> Offered(ClientHello hello)
    {
        List<ushort> versions = new(hello.SupportedVersions.Length);
        foreach (ushort version in hello.SupportedVersions)
        {
            if (!Grease.IsGrease(version))
            {
                versions.Add(version);
            }
        }

        if (versions.Count == 0 && hello.LegacyVersion != 0)
        {
            versions.Add(hello.LegacyVersion);
        }

        return versions;
    }

    internal static ushort HighestOffered(ClientHello hello)
    {
        ushort best = 0;
        foreach (ushort version in hello.SupportedVersions)
        {
            if (!Grease.IsGrease(version) && (best == 0 || Rank(version) > Rank(best)))
            {
                best = version;
            }
        }

        return best != 0 ? best : hello.LegacyVersion;
    }
}
