using System.Globalization;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class CipherSuiteNamesTests
{
    [Theory]
    [InlineData(0xC02F, "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")]
    [InlineData(0x1301, "TLS_AES_128_GCM_SHA256")]
    [InlineData(0x000A, "TLS_RSA_WITH_3DES_EDE_CBC_SHA")]
    [InlineData(0x0005, "TLS_RSA_WITH_RC4_128_SHA")]
    [InlineData(0xCCA8, "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256")]
    [InlineData(0x00FF, "TLS_EMPTY_RENEGOTIATION_INFO_SCSV")]
    [InlineData(0x5600, "TLS_FALLBACK_SCSV")]
    [InlineData(0x0A0A, "0x0a0a")]
    [InlineData(0xFEED, "0xfeed")]
    public void Names_suites_as_registered(int suite, string name) => Assert.Equal(name, CipherSuiteNames.Of((ushort)suite));

    [Fact]
    public void Gives_no_two_suites_the_same_name()
    {
        string[] names = [.. Enumerable.Range(0, 0x10000).Select(i => CipherSuiteNames.Of((ushort)i))];

        Assert.Equal(names.Length, names.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Agrees_with_openssl()
    {
        string? listing = ExternalProgram.Run("openssl", "ciphers", "-V", "-stdname", "ALL:COMPLEMENTOFALL@SECLEVEL=0");
        if (listing is null)
        {
            Assert.Skip("openssl is not installed");
        }

        int compared = 0;
        foreach (string line in listing.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // 0xC0,0x2C - TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384 - …
            string[] fields = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
            string[] octets = fields[0].Replace("0x", "", StringComparison.Ordinal).Split(',');
            if (octets.Length != 2)
            {
                continue;
            }

            ushort suite = ushort.Parse(octets[0] + octets[1], NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            string ours = CipherSuiteNames.Of(suite);
            if (ours.StartsWith("TLS_", StringComparison.Ordinal))
            {
                Assert.Equal(fields[2], ours);
                compared++;
            }
        }

        Assert.InRange(compared, 60, 400);
    }
}
