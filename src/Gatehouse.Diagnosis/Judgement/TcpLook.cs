using Gatehouse.Capture;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Tells clean connections, which need no judging, from the rest, and digests how the rest look.</summary>
internal static class TcpLook
{
    /// <summary>A client that leaves this many seconds after its last word without an answer has waited for one.</summary>
    private const double Patience = 4;

    private const long Silence = 3 * Timestamp.PerSecond;

    /// <summary>
    /// Whether a connection was opened, used, answered and closed without anything that a rule could object to. It errs towards
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
        && IsAnswered(conversation)
        && (conversation.Tls is null ? IsCleanPlain(conversation) : IsClean(conversation, conversation.Tls, context))
        && (conversation.Http is null or { ErrorStatus: 0, IsConnect: false })
        && Completion.IsShown(conversation);

    /// <summary>A digest of what rules remark about a clean connection; null when that is nothing.</summary>
    public static ulong? OfRemark(TcpConversation conversation)
    {
        if (conversation.Tls is not { ClientHello: { } hello } tls || !IsBelowBest(tls))
        {
            return null;
        }

        LookDigest look = default;
        look.Add(conversation.Server);
        look.Add(hello.HighestVersion);
        look.Add(tls.Version);
        return look.Value;
    }

    /// <summary>Whether a connection did not come to what it was opened for; such ones are kept before all others.</summary>
    public static bool HasFailed(TcpConversation conversation) =>
        !conversation.IsEstablished
        || conversation.IcmpErrors.Count > 0
        || !conversation.FromServer.HasPayload
        || conversation is { FromServer.Reset: not null, FromClient.FinFrame: 0 }
        || !IsAnswered(conversation)
        || conversation.FromClient.StuckCount > 1
        || conversation.FromServer.StuckCount > 1
        || conversation.Http is { ErrorStatus: > 0 }
        || (conversation.Tls is not null && conversation.TlsOutcome() != TlsOutcome.Established);

    /// <summary>A digest of everything that makes rules judge a connection the way they do.</summary>
    public static ulong Of(TcpConversation conversation)
    {
        LookDigest look = default;
        look.Add(conversation.Server);
        look.Add((int)conversation.EndedBy);
        look.Add((int)conversation.ClientKind);
        look.Add((int)conversation.ServerKind);
        foreach (IcmpError error in conversation.IcmpErrors)
        {
            look.Add((error.Type << 8) | error.Code);
        }

        look.Add(conversation.Http?.ErrorStatus ?? 0);
        look.Add(conversation.SilenceAfter > Silence);
        look.Add(IsAnswered(conversation));
        look.Add(conversation.ServerLeftAfterFinished());
        look.Add(conversation.ShowsNothingDelivered());
        look.Add(Completion.IsShown(conversation));
        look.Add(conversation.MissingOfAnswer() > 0);
        look.Add(CloseNotify.OfUnused(conversation) != 0);
        Add(ref look, conversation.FromClient, conversation.FromServer);
        Add(ref look, conversation.FromServer, conversation.FromClient);
        if (conversation.Tls is { } tls)
        {
            Add(ref look, tls);
        }

        return look.Value;
    }

    /// <summary>Whether the client did not wait in vain: the server spoke after it, or the client left at once.</summary>
    private static bool IsAnswered(TcpConversation conversation) =>
        !conversation.FromClient.HasPayload
        || conversation.FromServer.LastPayloadFrame > conversation.FromClient.LastPayloadFrame
        || Timestamp.Seconds(conversation.FromClient.LastPayloadTime, conversation.LastTime) < Patience;

    private static bool IsClean(TcpDirection direction) =>
        direction is { Holes.Count: 0, StuckCount: 0, ZeroWindowFrame: 0, AcknowledgedUnseen: 0, Syns: 1, Retransmissions: 0 };

    private static bool IsCleanPlain(TcpConversation conversation) =>
        conversation.FromServer.HasPayload && conversation is { ClientKind: not StreamKind.Tls, ServerKind: not StreamKind.Tls };

    private static bool IsClean(TcpConversation conversation, TlsConversation tls, SourceContext context) =>
        conversation.TlsOutcome() == TlsOutcome.Established
        && AreGoodbyes(tls)
        && conversation is { ClientKind: StreamKind.Tls, ServerKind: StreamKind.Tls }
        && tls.Version >= TlsVersions.Tls12
        && tls.ClientHello is not null
        && (!IsBelowBest(tls) || tls.ServerHello is { Sentinel: DowngradeSentinel.None })
        && tls.FromClient.MalformedFrame == 0
        && tls.FromServer.MalformedFrame == 0
        && AreFresh(tls)
        && InterceptionSign.Of(conversation, context) is null;

    /// <summary>Whether the server chose a lower version than the client's best.</summary>
    private static bool IsBelowBest(TlsConversation tls) =>
        tls.ClientHello is { } hello && TlsVersions.Rank(hello.HighestVersion) > TlsVersions.Rank(tls.Version);

    /// <summary>
    /// Whether all alerts only say that nothing more comes. An encrypted one hides what it says, but behind data of both sides it turns
    /// nobody away.
    /// </summary>
    private static bool AreGoodbyes(TlsConversation tls)
    {
        foreach (TlsAlertSeen seen in tls.Alerts)
        {
            if (!(tls is { ClientUsedIt: true, ServerUsedIt: true } && (seen.Alert.IsEncrypted || seen.Alert.Description == TlsAlerts.CloseNotify)))
            {
                return false;
            }
        }

        return true;
    }

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

    private static void Add(ref LookDigest look, TcpDirection direction, TcpDirection other)
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
        look.Add(direction.Reset is not null);
        look.Add(direction.Reset is { AcknowledgesAll: true });
        look.Add(direction.Reset is { IsOutsideWindow: true });
        look.Add(direction.Reset is { } reset && reset.Ttl == direction.Ttl);
        look.Add(direction.StuckDontFragment);
        look.Add(direction.PacketsAfterReset > 0);
        look.Add(direction.Unacknowledged(other) > 0);
    }

    private static void Add(ref LookDigest look, TlsConversation tls)
    {
        look.Add(tls.ClientHello?.HighestVersion ?? 0);
        look.Add(tls.ClientHello?.CipherSuiteCount ?? 0);
        look.Add(tls.ServerHello?.Version ?? 0);
        look.Add(tls.IsHandshakeComplete);
        look.Add(tls.ClientUsedIt);
        look.Add(tls.CertificateRequestFrame != 0);
        look.Add(tls.ClientCertificates?.Count ?? -1);
        look.Add(tls.Certificates.Count > 0 ? tls.Certificates[0].Sha256 : string.Empty);
        look.Add((int)Tls13ClientFlight.Of(tls).Kind);
        foreach (TlsAlertSeen alert in tls.Alerts)
        {
            look.Add(((int)alert.From << 16) | (alert.Alert.Level << 8) | alert.Alert.Description);
        }
    }
}
