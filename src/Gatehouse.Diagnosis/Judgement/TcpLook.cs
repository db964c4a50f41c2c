using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Tells clean connections, which need no judging, from the rest, and digests how the rest look.</summary>
internal static class TcpLook
{
    /// <summary>
    /// Whether a connection was opened, used and closed without anything that a rule could object to. It errs towards
    /// "no": what is not clean is judged, not condemned.
    /// </summary>
    public static bool IsClean(TcpConversation conversation, SourceContext context) =>
        conversation.FromClient.SynFrame != 0
        && conversation.FromServer.SynFrame != 0
        && conversation.FromClient.Reset is null
        && conversation.FromServer.Reset is null
        && conversation.IcmpErrors.Count == 0
        && IsClean(conversation.FromClient)
        && IsClean(conversation.FromServer)
        && (conversation.Tls is null ? IsCleanPlain(conversation) : IsClean(conversation, conversation.Tls, context))
        && conversation.Http is null or { ErrorStatus: 0, IsConnect: false };

    /// <summary>A digest of everything that makes rules judge a connection the way they do.</summary>
    public static int Of(TcpConversation conversation)
    {
        HashCode look = default;
        look.Add(conversation.Server);
        look.Add(conversation.EndedBy);
        look.Add(conversation.ClientKind);
        look.Add(conversation.ServerKind);
        look.Add(conversation.IcmpErrors.Count == 0 ? 0 : (conversation.IcmpErrors[0].Type << 8) | conversation.IcmpErrors[0].Code);
        look.Add(conversation.Http?.ErrorStatus ?? 0);
        look.Add(conversation.SilenceAfter > Silence);
        look.Add(conversation.ServerLeftAfterFinished());
        Add(ref look, conversation.FromClient, conversation.FromServer);
        Add(ref look, conversation.FromServer, conversation.FromClient);
        if (conversation.Tls is { } tls)
        {
            Add(ref look, tls);
        }

        return look.ToHashCode();
    }

    private const long Silence = 3 * Capture.Timestamp.PerSecond;

    private static bool IsClean(TcpDirection direction) =>
        direction is { Holes.Count: 0, StuckCount: 0, ZeroWindowFrame: 0, AcknowledgedUnseen: 0, Syns: 1, Retransmissions: 0 };

    private static bool IsCleanPlain(TcpConversation conversation) =>
        conversation.FromServer.HasPayload && conversation is { ClientKind: not StreamKind.Tls, ServerKind: not StreamKind.Tls };

    private static bool IsClean(TcpConversation conversation, TlsConversation tls, SourceContext context) =>
        conversation.TlsOutcome() == TlsOutcome.Established
        && tls.Alerts.Count == 0
        && conversation is { ClientKind: StreamKind.Tls, ServerKind: StreamKind.Tls }
        && tls.Version >= TlsVersions.Tls12
        && tls.ClientHello is { } hello
        && TlsVersions.Rank(hello.HighestVersion) <= TlsVersions.Rank(tls.Version)
        && tls.FromClient.MalformedFrame == 0
        && tls.FromServer.MalformedFrame == 0
        && AreFresh(tls)
        && InterceptionSign.Of(conversation, context) is null;

    private static bool AreFresh(TlsConversation tls)
    {
        DateTime at = tls.ServerHelloTime.IsKnown ? tls.ServerHelloTime.ToDateTime() : DateTime.UnixEpoch;
        foreach (CertificateFacts certificate in tls.Certificates)
        {
            if (!certificate.IsReadable || certificate.NotBefore > at || certificate.NotAfter < at || CertificateCheck.IsAboutToExpire(certificate, at))
            {
                return false;
            }
        }

        return true;
    }

    private static void Add(ref HashCode look, TcpDirection direction, TcpDirection other)
    {
        look.Add(direction.SynFrame != 0);
        look.Add(direction.Syns > 1);
        look.Add(direction.Packets != 0);
        look.Add(direction.HasPayload);
        look.Add(direction.Retransmissions > 0);
        look.Add(direction.StuckCount > 2);
        look.Add(direction.Holes.Count > 0);
        look.Add(direction.ZeroWindowFrame != 0);
        look.Add(direction.FinFrame != 0);
        look.Add(direction.Reset is { } reset ? (1, reset.AcknowledgesAll, reset.Ttl == direction.Ttl) : default);
        look.Add(direction.PacketsAfterReset > 0);
        look.Add(direction.Unacknowledged(other) > 0);
    }

    private static void Add(ref HashCode look, TlsConversation tls)
    {
        look.Add(tls.ClientHello?.HighestVersion ?? 0);
        look.Add(tls.ClientHello?.CipherSuiteCount ?? 0);
        look.Add(tls.ServerHello?.Version ?? 0);
        look.Add(tls.IsHandshakeComplete);
        look.Add(tls.ClientUsedIt);
        look.Add(tls.CertificateRequestFrame != 0);
        look.Add(tls.ClientCertificates?.Count ?? -1);
        look.Add(tls.Certificates.Count > 0 ? tls.Certificates[0].Sha256 : string.Empty);
        look.Add(tls.FromClient.FirstApplicationDataLength);
        look.Add(Tls13ClientFlight.Of(tls).Kind);
        foreach (TlsAlertSeen alert in tls.Alerts)
        {
            look.Add((alert.From, alert.Alert.Description, alert.Alert.Level));
        }
    }
}
