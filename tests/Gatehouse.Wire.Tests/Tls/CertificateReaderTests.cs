using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class CertificateReaderTests
{
    [Fact]
    public void Reads_names_validity_and_hash()
    {
        (X509Certificate2 leaf, X509Certificate2 authority) = TestCertificates.Issued(
            "CN=Inspection CA, O=Example", "CN=server.example, O=Example", "server.example", "*.example.net");
        using (leaf)
        using (authority)
        {
            CertificateFacts facts = CertificateReader.Read(leaf.RawData);

            Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(leaf.RawData)), facts.Sha256);
            Assert.Equal("CN=server.example, O=Example", facts.Subject);
            Assert.Equal("CN=Inspection CA, O=Example", facts.Issuer);
            Assert.Equal(TestCertificates.NotBefore.UtcDateTime, facts.NotBefore);
            Assert.Equal(TestCertificates.NotAfter.UtcDateTime, facts.NotAfter);
            Assert.Equal(DateTimeKind.Utc, facts.NotAfter!.Value.Kind);
            Assert.Equal(["server.example", "*.example.net", "192.0.2.7"], facts.AlternativeNames);
            Assert.True(facts.IsReadable);
            Assert.False(facts.IsSelfIssued);
            Assert.True(CertificateReader.Read(authority.RawData).IsSelfIssued);
        }
    }

    [Fact]
    public void Knows_nothing_but_the_hash_of_octets_that_are_no_certificate()
    {
        CertificateFacts facts = CertificateReader.Read([1, 2, 3]);

        Assert.False(facts.IsReadable);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([1, 2, 3])), facts.Sha256);
        Assert.False(facts.IsSelfIssued);
    }

    [Fact]
    public void Never_throws_on_a_truncated_certificate()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=a", "a.example");
        byte[] der = certificate.RawData;
        for (int length = 0; length < der.Length; length++)
        {
            Assert.False(CertificateReader.Read(der.AsSpan(0, length)).IsReadable);
        }
    }

    [Fact]
    public void Survives_mutation()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=a", "a.example");
        int unreadable = 0;
        foreach (byte[] der in Mutations.Of(certificate.RawData, 5000, seed: 20261125, FuzzRuns.LongCount))
        {
            unreadable += CertificateReader.Read(der).IsReadable ? 0 : 1;
        }

        Assert.InRange(unreadable, 500, FuzzRuns.Count(4999, FuzzRuns.LongCount - 1));
    }
}
