using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Vectors published in technical_details/JA4.md of github.com/FoxIO-LLC/ja4.</summary>
public sealed class Ja4Tests
{
    private static readonly ClientHello Published = new()
    {
        LegacyVersion = 0x0303,
        CipherSuites =
        [
            0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D, 0x002F, 0x0035,
        ],
        Extensions =
        [
            0x001B, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002D, 0x000D, 0x0005, 0x0023, 0x0012, 0x002B, 0xFF01, 0x000B, 0x000A,
            0x0015,
        ],
        SignatureAlgorithms = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
        SupportedVersions = [0x0304, 0x0303],
        Alpn = ["h2", "http/1.1"],
    };

    [Fact]
    public void Matches_the_published_vector() =>
        Assert.Equal("t13d1516h2_8daaf6152771_e5627efa2ab1", Ja4.Compute(Published));

    [Fact]
    public void Matches_the_published_vector_without_signature_algorithms() =>
        Assert.EndsWith("_8daaf6152771_6d807ffa2a79", Ja4.Compute(Published with { SignatureAlgorithms = [] }), StringComparison.Ordinal);

    [Fact]
    public void Stays_the_same_when_a_client_shuffles_and_greases()
    {
        ClientHello shuffled = Published with
        {
            CipherSuites = [0x2A2A, .. Published.CipherSuites.Reverse()],
            Extensions = [0x1A1A, .. Published.Extensions.Reverse(), 0x3A3A],
            SignatureAlgorithms = [0x4A4A, .. Published.SignatureAlgorithms],
            SupportedVersions = [0xFAFA, 0x0303, 0x0304],
        };

        Assert.Equal(Ja4.Compute(Published), Ja4.Compute(shuffled));
    }

    [Theory]
    [InlineData("\u00AB", "ab")]
    [InlineData("\u00AB\u00CD", "ad")]
    [InlineData("\u0030\u00AB", "3b")]
    [InlineData("\u0030\u0031\u00AB\u00CD", "3d")]
    [InlineData("\u0030\u00AB\u00CD\u0031", "01")]
    [InlineData("http/1.1", "h1")]
    [InlineData("h", "hh")]
    [InlineData("", "00")]
    public void Shortens_the_protocol_as_published(string protocol, string expected) =>
        Assert.StartsWith($"t13d1516{expected}_", Ja4.Compute(Published with { Alpn = [protocol] }), StringComparison.Ordinal);

    [Theory]
    [InlineData(0x0304, "13")]
    [InlineData(0x0303, "12")]
    [InlineData(0x0302, "11")]
    [InlineData(0x0301, "10")]
    [InlineData(0x0300, "s3")]
    [InlineData(0x0002, "s2")]
    [InlineData(0xFEFF, "d1")]
    [InlineData(0xFEFD, "d2")]
    [InlineData(0xFEFC, "d3")]
    [InlineData(0x0305, "00")]
    public void Names_versions_as_published(int version, string expected) =>
        Assert.StartsWith(
            $"t{expected}d",
            Ja4.Compute(Published with { LegacyVersion = (ushort)version, SupportedVersions = [] }),
            StringComparison.Ordinal);

    [Fact]
    public void Tells_datagrams_apart() =>
        Assert.StartsWith("d13", Ja4.Compute(Published with { IsDatagram = true }), StringComparison.Ordinal);

    [Fact]
    public void Writes_zeros_where_there_is_nothing_to_hash() =>
        Assert.Equal("t12i000000_000000000000_000000000000", Ja4.Compute(new ClientHello { LegacyVersion = 0x0303 }));

    [Fact]
    public void Caps_counts_at_99() =>
        Assert.StartsWith(
            "t13d9916",
            Ja4.Compute(Published with { CipherSuites = [.. Enumerable.Range(1, 120).Select(i => (ushort)i)] }),
            StringComparison.Ordinal);

    [Fact]
    public void Has_no_answer_for_hellos_it_does_not_cover()
    {
        Assert.Null(Ja4.Compute(new ClientHello { LegacyVersion = 2, IsSslV2 = true }));
        Assert.Null(Ja4.Compute(new ClientHello { LegacyVersion = 771, CipherSuiteCount = 28 }));
    }
}
