using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// The client does not accept the server's certificate. The alert names the reason, or the certificate's own dates and
/// names do; a client that closes in silence leaves it open.
/// </summary>
internal sealed class CertificateRefused : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context) =>
        CertificateRefusal.Of(conversation, context) is { } refusal ? [Describe(conversation, context, refusal)] : [];

    /// <summary>What a refusal says.</summary>
    public static Finding Describe(TcpConversation conversation, SourceContext context, CertificateRefusal refusal)
    {
        TlsConversation tls = conversation.Tls!;
        (CertificateProblem problem, CertificateFacts? certificate) = CertificateCheck.Of(conversation);
        (string code, Confidence confidence) = Decide(refusal, problem, CertificateCheck.ByClock(context));
        bool othersAccept = context.ServerOf(conversation) is { TlsEstablished: > 0 };
        string asked = tls.ClientHello?.ServerName ?? conversation.Server.Address.ToString();
        Dictionary<string, object> facts = new() { ["rejectedBy"] = "client", ["refusal"] = Word(refusal.Kind) };
        if (refusal.Alert is { } alert)
        {
            facts["alert"] = alert.Alert.Name;
        }

        if (tls.ClientHello?.ServerName is { } serverName)
        {
            facts["serverName"] = serverName;
        }

        if (CertificateCheck.ClockOf(conversation) is { } now)
        {
            facts["seenAt"] = CertificateWords.Iso(now);
        }

        CertificateWords.AddTo(facts, certificate);
        return new Finding
        {
            Code = code,
            Severity = confidence == Confidence.Possible && othersAccept ? Severity.Note : Severity.Fault,
            Confidence = confidence,
            Title = Title(code, refusal, confidence),
            Explanation = Explain(refusal, problem, code, certificate, tls, asked, facts, othersAccept),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                TcpEvidence.Of(
                    context,
                    conversation,
                    refusal.Alert is null ? "the hellos, the certificate where it can be read, and the client's end" : "the hellos, the certificate where it can be read, and the client's alert",
                    tls.ClientHelloFrame,
                    tls.ServerHelloFrame,
                    tls.CertificateFrame,
                    refusal.Frame),
            ],
            Remedies = Remedies(code, certificate, asked),
            NextSteps = code == FindingCodes.TlsCertificateRejected
                ?
                [
                    "Read the client's log: only the client knows why it refused.",
                    $"From the client: `openssl s_client -connect {conversation.Server} -servername {asked} -showcerts` prints the certificates that arrive there; compare the SHA-256 with the server's own.",
                    NextCapture.AtServer(conversation.Client.Address, conversation.Server.Address),
                ]
                : [],
            Explains = [FindingCodes.TlsAlert, FindingCodes.TcpReset],
        };
    }

    private static (string Code, Confidence Confidence) Decide(CertificateRefusal refusal, CertificateProblem problem, Confidence byClock)
    {
        switch (refusal.Alert?.Alert.Description)
        {
            case TlsAlerts.CertificateExpired when problem == CertificateProblem.NotYetValid:
                return (FindingCodes.TlsCertificateNotYetValid, byClock);
            case TlsAlerts.CertificateExpired:
                return (FindingCodes.TlsCertificateExpired, Confidence.Certain);
            case TlsAlerts.UnknownAuthority:
                return (FindingCodes.TlsCertificateUntrusted, Confidence.Certain);
            case TlsAlerts.CertificateRevoked:
                return (FindingCodes.TlsCertificateRejected, Confidence.Certain);
            default:
                break;
        }

        return problem switch
        {
            CertificateProblem.Expired => (FindingCodes.TlsCertificateExpired, Confidence.Likely),
            CertificateProblem.NotYetValid => (FindingCodes.TlsCertificateNotYetValid, Confidence.Likely),
            CertificateProblem.OtherName => (FindingCodes.TlsCertificateNameMismatch, Confidence.Likely),
            CertificateProblem.SelfSigned when refusal.Alert is not null => (FindingCodes.TlsCertificateUntrusted, Confidence.Likely),
            _ => (FindingCodes.TlsCertificateRejected, refusal.Kind switch
            {
                RefusalKind.Alert => Confidence.Certain,
                RefusalKind.EncryptedAlert => Confidence.Likely,
                _ => Confidence.Possible,
            }),
        };
    }

    private static string Title(string code, CertificateRefusal refusal, Confidence confidence) => code switch
    {
        FindingCodes.TlsCertificateExpired => "The client refuses the server's certificate because it has expired",
        FindingCodes.TlsCertificateNotYetValid => "The client refuses the server's certificate because its validity has not begun",
        FindingCodes.TlsCertificateUntrusted => "The client does not trust the issuer of the server's certificate",
        FindingCodes.TlsCertificateNameMismatch => "The client refuses the server's certificate because it is for another name",
        _ when refusal.Alert?.Alert.Description == TlsAlerts.CertificateRevoked => "The client refuses the server's certificate because it was revoked",
        _ when confidence == Confidence.Possible => "The client may have refused the server's certificate: it closes right after seeing it, without a word",
        _ => "The client refuses the server's certificate and does not say why",
    };

    private static string Explain(
        CertificateRefusal refusal,
        CertificateProblem problem,
        string code,
        CertificateFacts? certificate,
        TlsConversation tls,
        string asked,
        Dictionary<string, object> facts,
        bool othersAccept)
    {
        List<string> sentences = [How(refusal)];
        string at = facts.TryGetValue("seenAt", out object? seen) ? $" ({seen})" : string.Empty;
        string whose = certificate is null || ReferenceEquals(certificate, tls.Certificates[0]) ? "The server's certificate" : $"The chain's certificate {certificate.Subject}";
        sentences.Add((code, problem) switch
        {
            (FindingCodes.TlsCertificateExpired, CertificateProblem.Expired) => $"{whose} ended on {CertificateWords.Iso(certificate!.NotAfter!.Value)}, before the capture{at}.",
            (FindingCodes.TlsCertificateExpired, _) when certificate is { IsReadable: true } =>
                $"By the capture's clock{at} the certificates shown are valid; the client's clock may be wrong, or a certificate of its own store has expired.",
            (FindingCodes.TlsCertificateNotYetValid, _) => $"{whose} begins on {CertificateWords.Iso(certificate!.NotBefore!.Value)}, after the capture{at}.",
            (FindingCodes.TlsCertificateNameMismatch, _) => $"The client asked for {asked}; the certificate is for {CertificateWords.Names(certificate!)}.",
            (FindingCodes.TlsCertificateUntrusted, _) when certificate is { IsReadable: true } =>
                certificate.IsSelfIssued ? "The certificate is self-signed." : $"It was issued by {tls.Certificates[0].Issuer}.",
            (_, _) when tls.Version >= TlsVersions.Tls13 => "In TLS 1.3 the certificate is encrypted, so the capture does not show it.",
            (_, _) when certificate is { IsReadable: true } => $"Its dates and names fit; it was issued by {certificate.Issuer}. An issuer unknown to the client, a pinned certificate or a revocation check remain.",
            _ => "The certificate itself could not be read.",
        });
        if (refusal.Kind is RefusalKind.Left or RefusalKind.Abandoned)
        {
            sentences.Add(othersAccept
                ? "Other connections to the same server are used, so this may as well be a monitor that only tests the handshake, or a connection given up early."
                : "Some clients (.NET among them) refuse a certificate in just this way; a monitor that only tests the handshake looks the same.");
        }

        return string.Join(' ', sentences);
    }

    private static string How(CertificateRefusal refusal) => refusal.Kind switch
    {
        RefusalKind.Alert => $"After the server's certificate the client sent alert {refusal.Alert!.Alert.Description} ({refusal.Alert.Alert.Name}) in frame {refusal.Frame} and gave up.",
        RefusalKind.EncryptedAlert => $"Where its Finished should be, the client sent an encrypted record of the size of an alert (frame {refusal.Frame}) and closed.",
        RefusalKind.Abandoned => $"The server's hello and certificate arrived, and the client closed (frame {refusal.Frame}) without going on and without an alert.",
        _ => $"The handshake completed, and the client closed at once (frame {refusal.Frame}) without having sent anything over it.",
    };

    private static string Word(RefusalKind kind) => kind switch
    {
        RefusalKind.Alert => "alert",
        RefusalKind.EncryptedAlert => "encrypted-alert",
        RefusalKind.Abandoned => "close-before-finished",
        _ => "close-after-finished",
    };

    private static IReadOnlyList<string> Remedies(string code, CertificateFacts? certificate, string asked) => code switch
    {
        FindingCodes.TlsCertificateExpired => TlsRemedies.Renew,
        FindingCodes.TlsCertificateNotYetValid => TlsRemedies.CorrectClock,
        FindingCodes.TlsCertificateNameMismatch => TlsRemedies.Rename(asked),
        _ => TlsRemedies.Trust(certificate?.Issuer ?? string.Empty),
    };
}
