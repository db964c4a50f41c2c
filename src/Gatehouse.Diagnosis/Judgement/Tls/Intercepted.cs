using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Somebody between the two presents a certificate of its own: a fault when the client refuses it, else a warning.</summary>
/// <param name="refused">Whether this rule looks for refused certificates, or for accepted ones.</param>
internal sealed class Intercepted(bool refused) : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        CertificateRefusal? refusal = CertificateRefusal.Of(conversation, context);
        if (refusal is not null != refused)
        {
            yield break;
        }

        Finding? symptom = refusal is null ? null : CertificateRefused.Describe(conversation, context, refusal);
        bool isDistrusted = symptom is { Code: FindingCodes.TlsCertificateUntrusted or FindingCodes.TlsCertificateRejected, Severity: Severity.Fault };
        InterceptionSign? found = InterceptionSign.Of(conversation, context)
            ?? (isDistrusted ? InterceptionSign.OfDistrusted(conversation, context) : null);
        if (found is not { } sign)
        {
            yield break;
        }

        TlsConversation tls = conversation.Tls!;
        string server = tls.ClientHello?.ServerName ?? conversation.Server.Address.ToString();
        Dictionary<string, object> facts = new() { ["issuer"] = sign.Issuer, ["proof"] = sign.Proof, ["rejected"] = refused };
        if (sign.Product is { } product)
        {
            facts["product"] = product;
        }

        CertificateWords.AddTo(facts, tls.Certificates[0]);
        yield return new Finding
        {
            Code = FindingCodes.TlsIntercepted,
            Severity = refused ? Severity.Fault : Severity.Warning,
            Confidence = sign.Confidence,
            Title = Title(sign),
            Explanation = Explain(sign, context, refusal, symptom),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                TcpEvidence.Of(context, conversation, refused ? "the certificate that arrived, and the client's refusal" : "the certificate that arrived", tls.ServerHelloFrame, tls.CertificateFrame, refusal?.Frame ?? 0),
            ],
            Remedies = TlsRemedies.ExemptFromInspection(server),
            NextSteps = sign.Confidence == Confidence.Certain
                ? []
                :
                [
                    $"Compare with the server's own certificate: `openssl s_client -connect {conversation.Server} -servername {server} </dev/null | openssl x509 -noout -issuer -fingerprint -sha256`, once on the server itself and once on the endpoint.",
                    NextCapture.AtServer(conversation.Client.Address, conversation.Server.Address),
                ],
            Explains = symptom is null || sign.Confidence == Confidence.Possible ? [] : [symptom.Code, FindingCodes.TlsAlert, FindingCodes.TcpReset],
        };
        if (symptom is not null)
        {
            yield return symptom;
        }
    }

    private static string Title(InterceptionSign sign) => sign switch
    {
        { Proof: "known-product", Product: { } product } => $"The certificate that reaches the client looks like one of {product}, a product that opens TLS connections",
        { Proof: "same-issuer" } => "The certificate that the client distrusts may be an inspecting gateway's",
        { Product: { } product } => $"The client is given a certificate that is not the expected one; it looks like one of {product}",
        _ => "The client is given a certificate that is not the expected one",
    };

    private static string Explain(InterceptionSign sign, SourceContext context, CertificateRefusal? refusal, Finding? symptom)
    {
        string issuer = sign.Issuer.Length > 0 ? sign.Issuer : "an issuer that cannot be read";
        string text = sign.Proof switch
        {
            "expected-certificate" => $"The certificate in the capture, issued by {issuer}, has another SHA-256 than the one you named. ",
            "same-issuer" => $"The certificate was issued by {issuer}, which also signed the certificates of several other hosts in this capture. A gateway that inspects HTTPS does that, and so does a company's own authority. ",
            "expected-issuer" => $"The certificate in the capture was issued by {issuer}, and you said the issuer contains \"{context.Options.ExpectIssuer}\". ",
            _ => $"The certificate was issued by {issuer}. Products of {sign.Product} that inspect HTTPS sign under this name; a name by itself proves nothing, so compare with the server's own certificate. ",
        };
        text += sign.Proof is "known-product" or "same-issuer" ? string.Empty
            : sign.Product is { } product ? $"The name is one under which {product} signs. " : "Either somebody between the two opens the connection, or the server's certificate was replaced. ";
        text += sign.Confidence != Confidence.Certain && sign.Proof is "expected-certificate" or "expected-issuer"
            ? "You named no server, so this may be one your expectation was not meant for; --server makes it sure. " : string.Empty;
        return refusal is null
            ? text + "The client went on with it: what it sends can be read and changed on the way."
            : text + $"The client refused it ({symptom!.Code}), as an agent that knows its server's certificate must.";
    }
}
