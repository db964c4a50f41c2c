using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Cli.Administration;

/// <summary>The certificates that a server's certificate must come from; no other authority is trusted, not even those of the system.</summary>
internal sealed class TrustAnchors
{
    private readonly X509Certificate2Collection _anchors;

    private TrustAnchors(X509Certificate2Collection anchors) => _anchors = anchors;

    /// <summary>Reads the anchors of a file in PEM.</summary>
    public static TrustAnchors FromFile(string file)
    {
        X509Certificate2Collection anchors = Read(file, "--ca");
        return anchors.Count > 0
            ? new TrustAnchors(anchors)
            : throw new UserError($"--ca '{file}' holds no certificate in PEM; fetch it from the server's /agent/v1/trust-anchors and check its fingerprint");
    }

    /// <summary>Reads the anchors in the data folder of a server on this machine; null when there are none.</summary>
    /// <exception cref="UserError">They may not be read.</exception>
    public static TrustAnchors? FromFolder(string folder)
    {
        X509Certificate2Collection anchors = [];
        try
        {
            foreach (string file in Directory.EnumerateFiles(Path.Combine(folder, "ca"), "anchor-*.pem"))
            {
                anchors.AddRange(Read(file, "the trust anchor"));
            }
        }
        catch (UnauthorizedAccessException)
        {
            throw new UserError($"the server's data folder '{folder}' cannot be read by this user; run this as root (sudo) or as the server's user, or use certificates of the server with --ca and a token of your own with --api-token-file");
        }
        catch (IOException)
        {
            return null;
        }

        return anchors.Count > 0 ? new TrustAnchors(anchors) : null;
    }

    /// <summary>Whether a server is who it should be.</summary>
    public bool Accept(X509Certificate? leaf, X509Chain? shown, SslPolicyErrors errors)
    {
        if (leaf is null || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ExtraStore.AddRange(shown?.ChainPolicy.ExtraStore ?? []);
        using X509Certificate2 copy = new(leaf);
        return chain.Build(copy);
    }

    private static X509Certificate2Collection Read(string file, string what)
    {
        X509Certificate2Collection read = [];
        try
        {
            read.ImportFromPemFile(file);
            return read;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new UserError($"{what} '{file}' cannot be read; check that it is a certificate in PEM and that you may read it");
        }
    }
}
