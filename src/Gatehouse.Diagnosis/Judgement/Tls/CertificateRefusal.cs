using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>A client that does not accept the server's certificate, openly or in silence.</summary>
/// <param name="Kind">How it shows.</param>
/// <param name="Alert">The alert, when it can be read.</param>
/// <param name="Frame">The frame of the alert, or of the FIN or RST.</param>
internal sealed record CertificateRefusal(RefusalKind Kind, TlsAlertSeen? Alert, long Frame)
{
    /// <summary>Finds the refusal in a connection; null when there is none to be seen.</summary>
    public static CertificateRefusal? Of(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { } tls)
        {
            return null;
        }

        if (conversation.FailureAlert() is { } alert)
        {
            return alert.From == Side.Client && TlsAlerts.IsAboutCertificate(alert.Alert.Description)
                ? new CertificateRefusal(RefusalKind.Alert, alert, alert.Frame)
                : null;
        }

        if (tls is not { ClientHello: not null, ServerHello: not null, IsResumed: false }
            || (!conversation.ClientEndedFirst() && CloseNotify.OfUnused(conversation) == 0)
            || (CloseNotify.OfUnused(conversation) == 0 && IsResetDoubtful(conversation.FromClient, conversation.FromServer))
            || (CloseNotify.OfUnused(conversation) != 0 && CertificateCheck.Of(conversation).Problem == CertificateProblem.None)
            || !conversation.IsSeenWhole(context))
        {
            return null;
        }

        RefusalKind? kind = tls.Version >= TlsVersions.Tls13 ? InTls13(conversation, tls) : InTls12(conversation, tls);
        return kind is { } shown
            ? new CertificateRefusal(shown, null, shown == RefusalKind.EncryptedAlert ? tls.FromClient.ApplicationDataFrame : conversation.EndFrame())
            : null;
    }

    /// <summary>
    /// Whether the client's RST says nothing about the certificate: somebody else may have sent it in the client's name, or the client's
    /// socket was gone before the certificate came (a bare RST, with nothing of it acknowledged).
    /// </summary>
    private static bool IsResetDoubtful(TcpDirection client, TcpDirection server) =>
        client.Reset is { } reset
        && (client.PacketsAfterReset > 0
            || (reset.Acknowledgment is null && server.Unacknowledged(client) > 0)
            || (reset.Ttl != 0 && client.Ttl != 0 && reset.Ttl != client.Ttl && !client.TtlVaries));

    private static RefusalKind? InTls12(TcpConversation conversation, TlsConversation tls)
    {
        if (tls.CertificateFrame == 0)
        {
            return null;
        }

        if (tls.ClientKeyExchangeFrame == 0)
        {
            return tls.ServerHelloDoneFrame != 0 && IsAtOnce(tls.ServerHelloTime, conversation) ? RefusalKind.Abandoned : null;
        }

        return IsLeft(conversation, tls) && !tls.ServerUsedIt ? RefusalKind.Left : null;
    }

    private static RefusalKind? InTls13(TcpConversation conversation, TlsConversation tls)
    {
        if (Tls13ClientFlight.Of(tls).Kind == ClientFlightKind.Alert)
        {
            return RefusalKind.EncryptedAlert;
        }

        if (tls.FromClient.ApplicationDataRecords == 0)
        {
            return tls.FromServer.ApplicationDataRecords > 0 && IsAtOnce(tls.ServerHelloTime, conversation) ? RefusalKind.Abandoned : null;
        }

        return IsLeft(conversation, tls) ? RefusalKind.Left : null;
    }

    private static bool IsLeft(TcpConversation conversation, TlsConversation tls) =>
        tls is { IsHandshakeComplete: true, ClientUsedIt: false } && IsAtOnce(conversation.FromClient.LastPayloadTime, conversation);

    private static bool IsAtOnce(Timestamp since, TcpConversation conversation) =>
        Timestamp.Seconds(since, conversation.EndTime()) <= TlsSigns.AtOnceSeconds;
}
