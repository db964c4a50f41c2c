using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// Mutual TLS fails: the server asks for a client certificate and turns the client away. Before TLS 1.3 all of it can be
/// read but the reason; in 1.3 the sizes of the client's records tell whether it sent a certificate.
/// </summary>
internal sealed class ClientCertificate : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { ClientHello: not null } tls)
        {
            return [];
        }

        TlsAlertSeen? alert = conversation.FailureAlert();
        if (alert is { From: Side.Client })
        {
            return [];
        }

        bool? sent = SentCertificate(tls, alert);
        bool refused = alert is null ? IsLeftByServer(conversation, context, tls) : IsAboutClient(tls, alert, sent);
        if (!refused || sent is null)
        {
            return [];
        }

        bool isVisible = alert is not null && (tls.Version < TlsVersions.Tls13 || alert.Alert.Description == TlsAlerts.CertificateRequired);
        return [Describe(conversation, context, tls, alert, sent.Value, isVisible ? Confidence.Certain : Confidence.Likely)];
    }

    /// <summary>Whether the client sent a certificate; null when nothing shows that one was asked for.</summary>
    private static bool? SentCertificate(TlsConversation tls, TlsAlertSeen? alert)
    {
        if (alert is { From: Side.Server, Alert.Description: TlsAlerts.CertificateRequired })
        {
            return false;
        }

        if (tls.Version >= TlsVersions.Tls13)
        {
            return Tls13ClientFlight.Of(tls).Kind switch
            {
                ClientFlightKind.EmptyCertificate => false,
                ClientFlightKind.Certificate => true,
                _ => null,
            };
        }

        if (tls.CertificateRequestFrame == 0 && tls.ClientCertificateFrame == 0)
        {
            return null;
        }

        // A client may answer the request with the alert "no certificate" (SSL 3.0), or not at all.
        return tls.ClientCertificates is { Count: > 0 };
    }

    private static bool IsAboutClient(TlsConversation tls, TlsAlertSeen alert, bool? sent)
    {
        bool comesAfterFlight = tls.Version >= TlsVersions.Tls13
            ? tls.FromClient.ApplicationDataFrame != 0 && alert.Frame >= tls.FromClient.ApplicationDataFrame
            : tls.ClientKeyExchangeFrame != 0 && alert.Frame >= tls.ClientKeyExchangeFrame;
        return TlsAlerts.IsAboutCertificate(alert.Alert.Description)
            || (comesAfterFlight && sent is not null && alert.Alert.Description is TlsAlerts.HandshakeFailure or TlsAlerts.NoCertificate);
    }

    /// <summary>Whether the server ended the connection in answer to the client's part of the handshake.</summary>
    private static bool IsLeftByServer(TcpConversation conversation, SourceContext context, TlsConversation tls)
    {
        if (!conversation.IsSeenWhole(context))
        {
            return false;
        }

        if (tls.IsHandshakeComplete)
        {
            return conversation.ServerLeftAfterFinished();
        }

        return tls.Version < TlsVersions.Tls13
            && tls.ClientKeyExchangeFrame != 0
            && tls.FromServer.EncryptedHandshakeFrame == 0
            && conversation.ServerEndedFirst()
            && Capture.Timestamp.Seconds(conversation.FromClient.LastPayloadTime, conversation.EndTime()) <= HandshakeStalled.ShortestWaitSeconds;
    }

    private static Finding Describe(
        TcpConversation conversation, SourceContext context, TlsConversation tls, TlsAlertSeen? alert, bool sent, Confidence confidence)
    {
        long flight = tls.Version >= TlsVersions.Tls13 ? tls.FromClient.ApplicationDataFrame : Math.Max(tls.ClientCertificateFrame, tls.ClientKeyExchangeFrame);
        long refusal = alert?.Frame ?? (tls.Version >= TlsVersions.Tls13 && conversation.FromServer.TurnFrame > flight ? conversation.FromServer.TurnFrame : conversation.EndFrame());
        Dictionary<string, object> facts = new()
        {
            ["rejectedBy"] = "server",
            ["version"] = TlsVersions.Name(tls.Version),
            ["refusal"] = alert is null ? tls.Version >= TlsVersions.Tls13 && refusal != conversation.EndFrame() ? "encrypted-alert" : conversation.RefusedBy() : "alert",
        };
        if (alert is not null)
        {
            facts["alert"] = alert.Alert.Name;
        }

        CertificateWords.AddTo(facts, tls.ClientCertificates is { Count: > 0 } own ? own[0] : null);
        return new Finding
        {
            Code = sent ? FindingCodes.TlsClientCertificateRejected : FindingCodes.TlsClientCertificateMissing,
            Severity = Severity.Fault,
            Confidence = confidence,
            Title = sent ? "The server rejects the client's certificate" : "The server demands a client certificate and the client has none to show",
            Explanation = Explain(tls, alert, sent, refusal),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                TcpEvidence.Of(
                    context, conversation, "the request for a certificate where it can be read, the client's answer, and the server's refusal", tls.CertificateRequestFrame, flight, refusal),
            ],
            Remedies = sent ? TlsRemedies.FixClientCertificate : TlsRemedies.PresentClientCertificate,
            NextSteps = ["Read the server's log at that time: it names the reason and the certificate.", TlsRemedies.SchannelEvents],
            Explains = [FindingCodes.TlsAlert, FindingCodes.TcpReset],
        };
    }

    private static string Explain(TlsConversation tls, TlsAlertSeen? alert, bool sent, long refusal)
    {
        string answer = alert is null
            ? $"the server's only answer (frame {refusal}) was to close at once"
            : $"the server answered with alert {alert.Alert.Description} ({alert.Alert.Name}) in frame {refusal}";
        if (tls.Version >= TlsVersions.Tls13)
        {
            return "In TLS 1.3 certificates are encrypted and the client believes itself connected before the server has judged it. The sizes of its records show that it "
                + (sent ? "sent a certificate" : "answered a request for a certificate with an empty one") + $", and {answer}"
                + (alert is null ? ", with an encrypted alert at most." : ".");
        }

        if (!sent)
        {
            return $"The server asked for a client certificate (frame {tls.CertificateRequestFrame}), the client had none to send, and {answer}.";
        }

        CertificateFacts certificate = tls.ClientCertificates![0];
        string which = certificate.IsReadable ? $" ({certificate.Subject}, issued by {certificate.Issuer}, valid until {CertificateWords.Iso(certificate.NotAfter!.Value)})" : string.Empty;
        string meaning = alert is not null && TlsAlerts.IsAboutCertificate(alert.Alert.Description) ? $" The alert means that {TlsAlerts.Meaning(alert.Alert.Description)}." : string.Empty;
        return $"The client showed its certificate{which}, and {answer}.{meaning}";
    }
}
