using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Attacks;

/// <summary>What others find out about our TLS.</summary>
public sealed class TlsTests
{
    private static readonly string[] AllowTls12 = ["--allow-tls12"];

    [Fact]
    public async Task Openssl_gets_in_with_TLS_1_3_and_is_refused_by_the_server_with_anything_older()
    {
        await using Site site = await OpenAsync([]);
        Assert.Contains("New, TLSv1.3, Cipher is TLS_", Connect(site, "-tls1_3"), StringComparison.Ordinal);
        foreach (string version in (string[])["-tls1", "-tls1_1", "-tls1_2"])
        {
            Assert.Contains("alert protocol version", Connect(site, version, "-cipher", "ALL:COMPLEMENTOFALL:@SECLEVEL=0"), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Where_TLS_1_2_is_allowed_openssl_gets_in_with_authenticated_encryption_and_forward_secrecy_only()
    {
        await using Site site = await OpenAsync(AllowTls12);
        foreach (string suite in (string[])["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-AES128-GCM-SHA256", "ECDHE-ECDSA-CHACHA20-POLY1305"])
        {
            Assert.Contains($"Cipher is {suite}", Connect(site, "-tls1_2", "-cipher", suite), StringComparison.Ordinal);
        }

        string[] weak = ["ECDHE-ECDSA-AES256-SHA384", "ECDHE-ECDSA-AES128-SHA256", "ECDHE-ECDSA-AES256-SHA", "kRSA", "NULL", "aNULL", "DES-CBC3-SHA", "AES128-SHA", "PSK"];
        foreach (string suite in weak)
        {
            string said = Connect(site, "-tls1_2", "-cipher", $"{suite}:@SECLEVEL=0");
            Assert.DoesNotContain("Cipher is ECDHE", said, StringComparison.Ordinal);
            Assert.True(said.Contains("handshake failure", StringComparison.Ordinal) || said.Contains("no cipher", StringComparison.Ordinal), $"{suite}: {said}");
        }

        Assert.Contains("alert protocol version", Connect(site, "-tls1_1", "-cipher", "ALL:@SECLEVEL=0"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sslscan_finds_nothing_weak_also_where_TLS_1_2_is_allowed()
    {
        Assert.SkipWhen(ExternalProgram.Run("sslscan", "--version") is null, "sslscan is not installed");
        await using Site site = await OpenAsync(AllowTls12);
        string found = ExternalProgram.Run("sslscan", "--no-colour", "--no-check-certificate", $"127.0.0.1:{site.Port}") ?? string.Empty;

        foreach (string old in (string[])["SSLv2", "SSLv3", "TLSv1.0", "TLSv1.1"])
        {
            Assert.Matches($@"(?m)^{old}\s+disabled\s*$", found);
        }

        Assert.Matches(@"(?m)^TLSv1\.3\s+enabled\s*$", found);
        Assert.DoesNotContain("Compression enabled", found, StringComparison.Ordinal);
        Assert.Matches("(?i)session renegotiation not supported|secure session renegotiation supported", found);
        Assert.DoesNotMatch("(?m)(?<!not )vulnerable to heartbleed", found);
        string[] suites = [.. found.Split('\n').Where(line => line.StartsWith("Preferred", StringComparison.Ordinal) || line.StartsWith("Accepted", StringComparison.Ordinal))];
        Assert.True(suites.Length >= 4, found);
        Assert.All(suites, suite => Assert.Matches(@"(128|256) bits\s+(TLS_\S+|ECDHE-ECDSA-\S+)", suite));
        Assert.All(suites, suite => Assert.Matches("GCM|CHACHA20", suite));
    }

    private static Task<Site> OpenAsync(string[] options)
    {
        Assert.SkipWhen(ExternalProgram.Run("openssl", "version") is null, "openssl is not installed");
        return Site.OpenAsync(null, null, "127.0.0.1", options);
    }

    private static string Connect(Site site, params string[] options) =>
        ExternalProgram.Run("sh", "-c", $"openssl s_client -connect 127.0.0.1:{site.Port} {string.Join(' ', options)} </dev/null 2>&1; true") ?? string.Empty;
}
