using System.Net;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;

namespace Gatehouse.Server.Tests.Identity;

public sealed class CertificateAuthorityTests : IDisposable
{
    private static readonly DateTimeOffset Start = new(2026, 3, 1, 9, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder _root = new();

    public void Dispose() => _root.Dispose();

    [Fact]
    public void Two_anchors_are_there_from_the_first_day_and_the_same_ones_later()
    {
        using CertificateAuthority first = Open(Start);
        using CertificateAuthority second = Open(Start.AddDays(1));

        Assert.Equal([1, 2], first.Anchors.Select(anchor => anchor.Number));
        Assert.Equal(first.Anchors.Select(anchor => anchor.Pin), second.Anchors.Select(anchor => anchor.Pin));
        Assert.NotEqual(first.Anchors[0].Pin, first.Anchors[1].Pin);
    }

    [Fact]
    public void At_two_thirds_of_its_life_an_anchor_hands_over_to_the_one_agents_already_trust()
    {
        using CertificateAuthority authority = Open(Start);
        TrustAnchor next = authority.Anchors[1];
        DateTimeOffset handOver = authority.InUse.IssuesUntil;

        Assert.False(authority.Renew(handOver.AddSeconds(-1)));
        Assert.True(authority.Renew(handOver));

        Assert.Same(next, authority.InUse);
        Assert.Equal([2, 3, 1], authority.Anchors.Select(anchor => anchor.Number));
        Assert.False(authority.Renew(handOver.AddHours(1)));
    }

    [Fact]
    public void What_the_old_anchor_issued_is_still_accepted_after_the_handover()
    {
        using CertificateAuthority authority = Open(Start);
        DateTimeOffset late = authority.InUse.IssuesUntil.AddDays(-1);
        using X509Certificate2 certificate = Issue(authority, late);
        authority.Renew(late.AddDays(2));

        Assert.True(authority.Issued(certificate, late.AddDays(2), out _));
    }

    [Fact]
    public void Dates_are_told_from_strangers()
    {
        using CertificateAuthority authority = Open(Start);
        using X509Certificate2 certificate = Issue(authority, Start);

        Assert.True(authority.Issued(certificate, Start, out _));
        Assert.False(authority.Issued(certificate, Start.AddDays(91), out bool expired));
        Assert.True(expired);
        using TemporaryFolder other = new();
        using CertificateAuthority stranger = CertificateAuthority.Open(new DataFolder(other.File("data")), Start);
        using X509Certificate2 foreign = Issue(stranger, Start);
        Assert.False(authority.Issued(foreign, Start, out bool foreignExpired));
        Assert.False(foreignExpired);
    }

    [Fact]
    public void Serial_numbers_are_positive_and_differ()
    {
        byte[][] serials = [.. Enumerable.Range(0, 200).Select(_ => CertificateAuthority.NewSerial())];

        Assert.All(serials, serial => Assert.InRange(serial[0], 0x40, 0x7F));
        Assert.Equal(200, serials.Select(Convert.ToHexString).Distinct().Count());
    }

    [Fact]
    public void A_damaged_key_file_is_named()
    {
        Open(Start).Dispose();
        string file = Path.Combine(_root.File("data"), "ca", "anchor-0001.pem");
        DataFolder.WriteSecret(file, "damaged");

        ServerStartException error = Assert.Throws<ServerStartException>(() => Open(Start));
        Assert.Contains(file, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_servers_certificate_is_renewed_at_two_thirds_of_its_life()
    {
        DataFolder folder = new(_root.File("data"));
        using CertificateAuthority authority = CertificateAuthority.Open(folder, Start);
        using ServerCertificate certificate = new(folder, authority, new ServerNames("gate", IPAddress.Loopback, []), Start);
        DateTimeOffset first = certificate.ExpiresAt;

        Assert.False(certificate.Renew(Start.AddDays(59)));
        Assert.True(certificate.Renew(Start.AddDays(61)));
        Assert.True(certificate.ExpiresAt > first);
    }

    private CertificateAuthority Open(DateTimeOffset now) => CertificateAuthority.Open(new DataFolder(_root.File("data")), now);

    private static X509Certificate2 Issue(CertificateAuthority authority, DateTimeOffset now)
    {
        using System.Security.Cryptography.ECDsa key = System.Security.Cryptography.ECDsa.Create(System.Security.Cryptography.ECCurve.NamedCurves.nistP256);
        return authority.IssueEndpoint(Guid.NewGuid(), new PublicKey(key), CertificateAuthority.NewSerial(), now);
    }
}
