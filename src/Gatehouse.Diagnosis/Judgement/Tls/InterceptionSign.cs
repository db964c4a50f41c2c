using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>What shows that the certificate the client was given is not the server's.</summary>
/// <param name="Issuer">Its issuer.</param>
/// <param name="Proof">"expected-certificate", "expected-issuer", "known-product" or "same-issuer".</param>
/// <param name="Confidence">
/// Certain when it is not what the user said it must be of a server he named, likely when he named none; a product's name alone makes it likely, an issuer met at several servers possible.
/// </param>
/// <param name="Product">The inspecting product that signs under this name; null when none is recognised.</param>
internal sealed record InterceptionSign(string Issuer, string Proof, Confidence Confidence, string? Product)
{
    /// <summary>From this many servers on, one issuer that a client does not trust is worth a second thought.</summary>
    private const int ManyServers = 3;

    /// <summary>Looks for signs; null when there are none.</summary>
    public static InterceptionSign? Of(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { Certificates: { Count: > 0 } chain } || context.IsBesideThePoint(conversation))
        {
            return null;
        }

        CertificateFacts leaf = chain[0];
        string? product = ProductOf(chain);
        if (context.Options.ExpectCertificateSha256 is { Length: > 0 } expected)
        {
            return string.Equals(expected, leaf.Sha256, StringComparison.OrdinalIgnoreCase)
                ? null
                : new InterceptionSign(leaf.Issuer, "expected-certificate", ByName(context), product);
        }

        if (!leaf.IsReadable)
        {
            return null;
        }

        if (context.Options.ExpectIssuer is { Length: > 0 } issuer)
        {
            return leaf.Issuer.Contains(issuer, StringComparison.OrdinalIgnoreCase)
                ? null
                : new InterceptionSign(leaf.Issuer, "expected-issuer", ByName(context), product);
        }

        return product is null ? null : new InterceptionSign(leaf.Issuer, "known-product", Confidence.Likely, product);
    }

    /// <summary>
    /// Whether the issuer of a certificate that a client distrusts also signed different certificates of several other hosts. A
    /// gateway that signs with an authority of its owner's does that; so does a company's own authority.
    /// </summary>
    public static InterceptionSign? OfDistrusted(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { Certificates: [{ IsReadable: true, IsSelfIssued: false } leaf, ..] } || context.Options is { ExpectIssuer: not null } or { ExpectCertificateSha256: not null })
        {
            return null;
        }

        return context.Index.CertificatesOf(leaf.Issuer) >= ManyServers ? new InterceptionSign(leaf.Issuer, "same-issuer", Confidence.Possible, null) : null;
    }

    /// <summary>An expectation without a server may be meant for another server than this one.</summary>
    private static Confidence ByName(SourceContext context) => context.Options.Servers.Count > 0 ? Confidence.Certain : Confidence.Likely;

    private static string? ProductOf(IReadOnlyList<CertificateFacts> chain)
    {
        foreach (CertificateFacts certificate in chain)
        {
            if (certificate.InspectingProduct is { } product)
            {
                return product;
            }
        }

        return null;
    }
}
