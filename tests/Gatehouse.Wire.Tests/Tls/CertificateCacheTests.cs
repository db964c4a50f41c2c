using System.Buffers.Binary;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

public sealed class CertificateCacheTests
{
    [Fact]
    public void Gives_the_same_facts_for_the_same_octets()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=a", "a.example");
        CertificateCache cache = new();
        CertificateFacts first = cache.Get(certificate.RawData);

        Assert.Same(first, cache.Get([.. certificate.RawData]));
        Assert.Equal("CN=a", first.Subject);
        Assert.Equal(1, cache.Count);
    }

    [Fact]
    public void Does_not_confuse_certificates_with_equal_ends()
    {
        byte[] one = [1, .. new byte[100]];
        byte[] other = [2, .. new byte[100]];
        CertificateCache cache = new();

        Assert.NotEqual(cache.Get(one).Sha256, cache.Get(other).Sha256);
        Assert.NotEqual(cache.Get(one).Sha256, cache.Get(other).Sha256);
        Assert.Equal(2, cache.Count);
        Assert.Equal(202, cache.Octets);
    }

    [Fact]
    public void Stays_within_its_number_of_entries()
    {
        CertificateCache cache = new();
        byte[] octets = new byte[40];
        for (int i = 0; i <= CertificateCache.MaxEntries; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(octets.AsSpan(36), i);
            cache.Get(octets);
            Assert.InRange(cache.Count, 1, CertificateCache.MaxEntries);
        }

        Assert.Equal(cache.Count * octets.Length, cache.Octets);
    }

    [Fact]
    public void Stays_within_its_number_of_octets()
    {
        CertificateCache cache = new();
        byte[] octets = new byte[CertificateMessage.MaxCertificateLength];
        int most = CertificateCache.MaxOctets / octets.Length;
        for (int i = 0; i < most + 3; i++)
        {
            octets[^1] = (byte)i;
            octets[^2] = (byte)(i >> 8);
            cache.Get(octets);
            Assert.InRange(cache.Octets, octets.Length, CertificateCache.MaxOctets);
        }

        Assert.Equal(3, cache.Count);
    }

    [Fact]
    public void Does_not_keep_what_is_too_long_to_be_a_certificate()
    {
        CertificateCache cache = new();

        Assert.False(cache.Get(new byte[CertificateMessage.MaxCertificateLength + 1]).IsReadable);
        Assert.Equal(0, cache.Count);
    }
}
