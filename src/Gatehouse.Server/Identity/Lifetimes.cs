using System.Security.Cryptography.X509Certificates;

namespace Gatehouse.Server.Identity;

/// <summary>How long certificates live.</summary>
internal static class Lifetimes
{
    /// <summary>The first trust anchor.</summary>
    public static readonly TimeSpan FirstAnchor = TimeSpan.FromDays(3650);

    /// <summary>All later ones: they lie unused while the one before them issues.</summary>
    public static readonly TimeSpan NextAnchor = TimeSpan.FromDays(7300);

    /// <summary>The server's certificate.</summary>
    public static readonly TimeSpan Server = TimeSpan.FromDays(90);

    /// <summary>The certificate of an endpoint.</summary>
    public static readonly TimeSpan Endpoint = TimeSpan.FromDays(90);

    /// <summary>Certificates begin so long before they are issued, for endpoints whose clock is behind.</summary>
    public static readonly TimeSpan Backdating = TimeSpan.FromHours(1);

    /// <summary>When a certificate is to be renewed: at two thirds of its life.</summary>
    public static DateTimeOffset RenewalAt(X509Certificate2 certificate)
    {
        DateTimeOffset from = Begin(certificate);
        return from + ((End(certificate) - from) * 2 / 3);
    }

    /// <summary>When a certificate becomes valid.</summary>
    public static DateTimeOffset Begin(X509Certificate2 certificate) => new(certificate.NotBefore);

    /// <summary>When a certificate ends.</summary>
    public static DateTimeOffset End(X509Certificate2 certificate) => new(certificate.NotAfter);
}
