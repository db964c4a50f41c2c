using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Agent.Channels;

/// <summary>
/// Which certificate of a server the agent believes: one that leads to a trust anchor it knows. The machine's own list of authorities plays
/// no part, so a gateway that inspects HTTPS is always noticed.
/// </summary>
public sealed class ServerTrust
{
    private readonly X509Certificate2Collection? _anchors;

    private ServerTrust(X509Certificate2Collection? anchors) => _anchors = anchors;

    /// <summary>The certificate last refused, for the explanation; null when none was.</summary>
    public RefusedCertificate? Refused { get; private set; }

    /// <summary>Believes nobody, and so lets everybody show what is public: only for asking which trust anchors a server has.</summary>
    public static ServerTrust ForPublicThings { get; } = new(anchors: null);

    /// <summary>Believes what leads to one of these anchors.</summary>
    public static ServerTrust InAnchors(X509Certificate2Collection anchors) => new(anchors);

    /// <summary>Decides on what a server shows; the shape of <see cref="RemoteCertificateValidationCallback"/>.</summary>
    public bool Accepts(object sender, X509Certificate? certificate, X509Chain? shown, SslPolicyErrors errors)
    {
        Refused = null;
        if (certificate is null)
        {
            return Refuse(null, "it showed no certificate");
        }

        if (_anchors is null)
        {
            return true;
        }

        using X509Certificate2 leaf = new(certificate);
        X509Certificate2Collection others = [.. shown?.ChainElements.Select(element => element.Certificate) ?? [], .. shown?.ChainPolicy.ExtraStore ?? []];
        using X509Chain chain = new();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(_anchors);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (!chain.Build(leaf))
        {
            return Refuse(leaf, Reason(chain));
        }

        return !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch) || Refuse(leaf, NameDoesNotFit);
    }

    /// <summary>Why a certificate was refused for its name alone.</summary>
    internal const string NameDoesNotFit = "it is for another name";

    /// <summary>Why a certificate was refused for its dates.</summary>
    internal const string DatesDoNotFit = "this machine's clock is outside of the time it is valid for";

    private const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    private static string Reason(X509Chain chain)
    {
        X509ChainStatusFlags flags = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (all, status) => all | status.Status);
        return flags.HasFlag(X509ChainStatusFlags.NotTimeValid) && !flags.HasFlag(X509ChainStatusFlags.PartialChain) && !flags.HasFlag(X509ChainStatusFlags.UntrustedRoot)
            ? DatesDoNotFit
            : "its authority is not this server's";
    }

    private bool Refuse(X509Certificate2? certificate, string reason)
    {
        Refused = new RefusedCertificate(certificate?.Subject, certificate?.Issuer, certificate?.NotBefore.ToUniversalTime(), certificate?.NotAfter.ToUniversalTime(), reason);
        return false;
    }
}
