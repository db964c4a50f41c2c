using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Server.Identity;

/// <summary>
/// The server's own CA. Agents trust two anchors from the first day: the one that issues and the next one, so that the change from one to the
/// other, at two thirds of a life, needs nothing done at the endpoints.
/// </summary>
internal sealed class CertificateAuthority : IDisposable
{
    private const int SerialLength = 16;
    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    private const string ClientAuthentication = "1.3.6.1.5.5.7.3.2";

    private readonly DataFolder _folder;
    private volatile TrustAnchor[] _anchors;

    private CertificateAuthority(DataFolder folder, TrustAnchor[] anchors)
    {
        _folder = folder;
        _anchors = anchors;
    }

    /// <summary>Certificates that agents trust: the one in use first, then the next, then those that issued before.</summary>
    public IReadOnlyList<TrustAnchor> Anchors => _anchors;

    /// <summary>The anchor that issues.</summary>
    public TrustAnchor InUse => _anchors[0];

    /// <summary>Reads the CA of a folder; makes it when there is none.</summary>
    /// <exception cref="ServerStartException">It cannot be read or made.</exception>
    public static CertificateAuthority Open(DataFolder folder, DateTimeOffset now)
    {
        List<TrustAnchor> anchors = [];
        foreach (string file in Directory.EnumerateFiles(folder.Authority, "anchor-*.pem").Order(StringComparer.Ordinal))
        {
            anchors.Add(Read(folder, file));
        }

        CertificateAuthority authority = new(folder, [.. anchors]);
        authority.Renew(now);
        return authority;
    }

    /// <summary>Makes the next anchor when the one before it has begun to issue.</summary>
    /// <param name="now">The time of day.</param>
    /// <param name="mayMake">False for only putting those in order that are there: several nodes would each make another one.</param>
    /// <returns>Whether anything changed.</returns>
    public bool Renew(DateTimeOffset now, bool mayMake = true)
    {
        List<TrustAnchor> alive = [.. _anchors.Where(anchor => Lifetimes.End(anchor.Certificate) > now).OrderBy(anchor => anchor.Number)];
        int last = _anchors.Select(anchor => anchor.Number).DefaultIfEmpty().Max();
        bool changed = alive.Count != _anchors.Length;
        while (mayMake && alive.Count(anchor => now < anchor.IssuesUntil) < 2)
        {
            alive.Add(Make(++last, now, last == 1 ? Lifetimes.FirstAnchor : Lifetimes.NextAnchor));
            changed = true;
        }

        if (alive.Count == 0)
        {
            return false;
        }

        TrustAnchor[] ordered = [.. alive.Where(anchor => now < anchor.IssuesUntil), .. alive.Where(anchor => now >= anchor.IssuesUntil)];
        changed |= !ordered.SequenceEqual(_anchors);
        _anchors = ordered;
        return changed;
    }

    /// <summary>Issues the server's certificate for its names.</summary>
    /// <returns>The certificate with its new key.</returns>
    public X509Certificate2 IssueServer(ServerNames names, DateTimeOffset now)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        CertificateRequest request = Request("CN=gatehouse server", new PublicKey(key), ServerAuthentication);
        request.CertificateExtensions.Add(names.ToExtension());
        using X509Certificate2 issued = Issue(request, now, Lifetimes.Server, NewSerial());
        return issued.CopyWithPrivateKey(key);
    }

    /// <summary>Issues the certificate of an endpoint.</summary>
    /// <param name="id">The identity, which becomes the subject.</param>
    /// <param name="key">The endpoint's key.</param>
    /// <param name="serial">From <see cref="NewSerial"/>.</param>
    /// <param name="now">The time of day.</param>
    public X509Certificate2 IssueEndpoint(Guid id, PublicKey key, byte[] serial, DateTimeOffset now)
    {
        CertificateRequest request = Request($"CN={id}", key, ClientAuthentication);
        SubjectAlternativeNameBuilder names = new();
        names.AddUri(new Uri($"urn:uuid:{id}"));
        request.CertificateExtensions.Add(names.Build());
        return Issue(request, now, Lifetimes.Endpoint, serial);
    }

    /// <summary>A serial number: random, positive, without a leading zero (RFC 5280, section 4.1.2.2).</summary>
    public static byte[] NewSerial()
    {
        byte[] serial = RandomNumberGenerator.GetBytes(SerialLength);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40);
        return serial;
    }

    /// <summary>Whether this CA issued a certificate to an endpoint, and the certificate is valid now.</summary>
    /// <param name="certificate">What a client showed.</param>
    /// <param name="now">The time of day.</param>
    /// <param name="expired">Whether its dates are all that is wrong with it.</param>
    public bool Issued(X509Certificate2 certificate, DateTimeOffset now, out bool expired)
    {
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        foreach (TrustAnchor anchor in _anchors)
        {
            chain.ChainPolicy.CustomTrustStore.Add(anchor.Certificate);
        }

        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ClientAuthentication));
        bool issued = chain.Build(certificate);
        expired = !issued && chain.ChainStatus.All(status => status.Status == X509ChainStatusFlags.NotTimeValid);
        return issued;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (TrustAnchor anchor in _anchors)
        {
            anchor.Dispose();
        }
    }

    private static CertificateRequest Request(string subject, PublicKey key, string usage)
    {
        CertificateRequest request = new(new X500DistinguishedName(subject), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForEndEntity());
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], critical: false));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(key, critical: false));
        return request;
    }

    private static TrustAnchor Read(DataFolder folder, string file)
    {
        string pem = folder.ReadSecret(file);
        try
        {
            int number = int.Parse(Path.GetFileNameWithoutExtension(file)["anchor-".Length..]);
            return new TrustAnchor(number, X509Certificate2.CreateFromPem(pem, pem));
        }
        catch (Exception error) when (error is CryptographicException or ArgumentException or FormatException or OverflowException)
        {
            throw new ServerStartException($"the key file {file} of the CA is damaged; restore it from a backup", error);
        }
    }

    private X509Certificate2 Issue(CertificateRequest request, DateTimeOffset now, TimeSpan life, byte[] serial)
    {
        X509Certificate2 issuer = InUse.Certificate;
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        DateTimeOffset from = now - Lifetimes.Backdating;
        DateTimeOffset begin = Lifetimes.Begin(issuer);
        return request.Create(issuer, from < begin ? begin : from, now + life, serial);
    }

    private TrustAnchor Make(int number, DateTimeOffset now, TimeSpan life)
    {
        using ECDsa key = ECDsa.Create(ECCurve.NamedCurves.nistP256);

        // The name is unlike that of any other installation's, so that a chain cannot be built to the wrong one.
        string name = $"CN=Gatehouse trust anchor {number} {Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        CertificateRequest request = new(name, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(X509BasicConstraintsExtension.CreateForCertificateAuthority(pathLengthConstraint: 0));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        X509Certificate2 certificate = request.CreateSelfSigned(now - Lifetimes.Backdating, now + life);
        DataFolder.WriteSecret(
            Path.Combine(_folder.Authority, $"anchor-{number:d4}.pem"), $"{certificate.ExportCertificatePem()}\n{key.ExportPkcs8PrivateKeyPem()}\n");
        return new TrustAnchor(number, certificate);
    }
}
