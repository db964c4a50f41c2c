using System.Security.Cryptography;
using System.Text;

namespace Gatehouse.Wire.Tls;

/// <summary>
/// JA4 client fingerprint (definition: technical_details/JA4.md of FoxIO-LLC/ja4, the part of JA4+ under the BSD licence).
/// Suites and extensions are sorted, so it stays the same for clients that shuffle them.
/// </summary>
public static class Ja4
{
    private const int MaxCount = 99;
    private const int HashDigits = 12;
    private const string NothingToHash = "000000000000";

    /// <summary>The fingerprint, "t13d1516h2_8daaf6152771_e5627efa2ab1".</summary>
    /// <param name="hello">The hello.</param>
    /// <returns>Null for hellos JA4 does not cover: SSLv2 framing, or a print-out that only counts its suites.</returns>
    public static string? Compute(ClientHello hello)
    {
        if (hello.IsSslV2 || hello.CipherSuites.Length < hello.CipherSuiteCount)
        {
            return null;
        }

        return $"{Prefix(hello)}_{Hash(SortedSuites(hello))}_{Hash(SortedExtensions(hello))}";
    }

    private static string Prefix(ClientHello hello)
    {
        char transport = hello.IsDatagram ? 'd' : 't';
        char destination = hello.Extensions.AsSpan().Contains(ExtensionTypes.ServerName) ? 'd' : 'i';
        int suites = Math.Min(MaxCount, CountOf(hello.CipherSuites));
        int extensions = Math.Min(MaxCount, CountOf(hello.Extensions));
        return $"{transport}{VersionCode(hello.HighestVersion)}{destination}{suites:D2}{extensions:D2}{ProtocolCode(hello.Alpn)}";
    }

    private static string VersionCode(ushort version) => version switch
    {
        TlsVersions.Tls13 => "13",
        TlsVersions.Tls12 => "12",
        TlsVersions.Tls11 => "11",
        TlsVersions.Tls10 => "10",
        TlsVersions.Ssl3 => "s3",
        TlsVersions.Ssl2 => "s2",
        TlsVersions.Dtls10 => "d1",
        TlsVersions.Dtls12 => "d2",
        TlsVersions.Dtls13 => "d3",
        _ => "00",
    };

    /// <summary>First and last character of the first protocol, or of its hexadecimal form when either is no letter or digit.</summary>
    private static string ProtocolCode(string[] protocols)
    {
        if (protocols.Length == 0 || protocols[0].Length == 0)
        {
            return "00";
        }

        char first = protocols[0][0];
        char last = protocols[0][^1];
        return char.IsAsciiLetterOrDigit(first) && char.IsAsciiLetterOrDigit(last)
            ? $"{first}{last}"
            : $"{(first >> 4) & 0xF:x}{last & 0xF:x}";
    }

    private static int CountOf(ushort[] numbers) => numbers.Count(number => !Grease.IsGrease(number));

    private static string SortedSuites(ClientHello hello) =>
        Join(hello.CipherSuites.Where(suite => !Grease.IsGrease(suite)).Order());

    private static string SortedExtensions(ClientHello hello)
    {
        // What these two say is in the prefix already.
        string extensions = Join(hello.Extensions
            .Where(type => !Grease.IsGrease(type)
                && type is not (ExtensionTypes.ServerName or ExtensionTypes.ApplicationLayerProtocolNegotiation))
            .Order());
        string algorithms = Join(hello.SignatureAlgorithms.Where(algorithm => !Grease.IsGrease(algorithm)));
        return algorithms.Length == 0 ? extensions : $"{extensions}_{algorithms}";
    }

    private static string Join(IEnumerable<ushort> numbers) => string.Join(',', numbers.Select(number => number.ToString("x4")));

    private static string Hash(string text) => text.Length == 0
        ? NothingToHash
        : Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(text)))[..HashDigits];
}
