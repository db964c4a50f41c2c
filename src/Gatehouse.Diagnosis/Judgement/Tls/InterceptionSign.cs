using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>What shows that the certificate the client was given is not the server's.</summary>
/// <param name="Issuer">Its issuer.</param>
/// <param name="Proof">"expected-certificate", "expected-issuer" or "known-product".</param>
/// <param name="Confidence">Certain when it is not what the user said it must be; a product's name alone makes it likely.</param>
/// <param name="Product">The inspecting product that signs under this name; null when none is recognised.</param>
internal sealed record InterceptionSign(string Issuer, string Proof, Confidence Confidence, string? Product)
{
    /// <summary>Looks for signs; null when there are none.</summary>
    public static InterceptionSign? Of(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { Certificates: { Count: > 0 } chain } || context.IsBesideThePoint(conversation.Server))
        {
            return null;
        }

        CertificateFacts leaf = chain[0];
        string? product = ProductOf(chain);
        if (context.Options.ExpectCertificateSha256 is { Length: > 0 } expected)
        {
            return string.Equals(expected, leaf.Sha256, StringComparison.OrdinalIgnoreCase)
                ? null
                : new InterceptionSign(leaf.Issuer, "expected-certificate", Confidence.Certain, product);
        }

        if (!leaf.IsReadable)
        {
            return null;
        }

        if (context.Options.ExpectIssuer is { Length: > 0 } issuer)
        {
            return leaf.Issuer.Contains(issuer, StringComparison.OrdinalIgnoreCase)
                ? null
                : new InterceptionSign(leaf.Issuer, "expected-issuer", Confidence.Certain, product);
        }

        return product is null ? null : new InterceptionSign(leaf.Issuer, "known-product", Confidence.Likely, product);
    }

    private static string? ProductOf(IReadOnlyList<CertificateFacts> chain) =>
        chain.Select(certificate => InspectingProducts.Match(certificate.Issuer)).FirstOrDefault(product => product is not null);
}
