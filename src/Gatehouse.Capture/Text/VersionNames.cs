using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Text;

/// <summary>Version numbers as packet details print them.</summary>
internal static class VersionNames
{
    private static readonly ushort[] Known =
    [
        TlsVersions.Ssl2, TlsVersions.Ssl3, TlsVersions.Tls10, TlsVersions.Tls11, TlsVersions.Tls12, TlsVersions.Tls13,
        TlsVersions.Dtls10, TlsVersions.Dtls12, TlsVersions.Dtls13,
    ];

    /// <summary>Reads "TLS 1.2 (0x0303)": the number where there is one, else the name; 0 for anything else.</summary>
    public static ushort Parse(ReadOnlySpan<char> value)
    {
        if (Scan.Word(Scan.InParentheses(value) ?? Scan.HexOrDecimal(value)) is ushort number)
        {
            return number;
        }

        value = value.Trim(' ');
        foreach (ushort version in Known)
        {
            if (value.Equals(TlsVersions.Name(version), StringComparison.Ordinal))
            {
                return version;
            }
        }

        return 0;
    }
}
