using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>
/// Whether the evidence shows that a conversation came to what it was for. That no rule objects proves nothing: only what is seen to
/// have happened does.
/// </summary>
internal static class Completion
{
    private const ushort DhcpServer = 67;
    private const ushort DhcpClient = 68;
    private const ushort Dhcp6Client = 546;
    private const ushort Dhcp6Server = 547;

    /// <summary>Sendings of the same octets in vain from which a side is stuck.</summary>
    private const int Stuck = 2;

    /// <summary>Whether a TCP connection is seen to have been opened and used: asked and answered, or sent and taken.</summary>
    public static bool IsShown(TcpConversation conversation)
    {
        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        if (conversation.IsOneSided
            || !conversation.IsEstablished
            || conversation.ShowsNothingDelivered()
            || IsStopped(client, server)
            || IsStopped(server, client)
            || conversation.FailureAlert() is not null)
        {
            return false;
        }

        if (conversation.Tls is { } tls && (conversation.OpeningSeen || tls.ClientHello is not null))
        {
            return (conversation.TlsOutcome() == TlsOutcome.Established && !MayBeHandshakeAlone(conversation, tls)) || CloseNotify.WasProbeOfFittingCertificate(conversation);
        }

        if (conversation is { OpeningSeen: true, TunnelFrame: 0, Http: { Requests: 0 } } or { ClientKind: StreamKind.Tls, OpeningSeen: true })
        {
            // An answer to something that could not be read as a request.
            return false;
        }

        return conversation.Http is { Requests: > 0, UpgradeFrame: 0 } http && conversation.TunnelFrame == 0
            ? IsAnswered(conversation, http)
            : (server.HasPayload && client.Reset is null && client.Unacknowledged(server) <= 1) || IsUploaded(conversation);
    }

    /// <summary>Whether a UDP conversation is seen to have had an answer, and the last thing asked again and again was answered too.</summary>
    public static bool IsShown(UdpConversation conversation) =>
        conversation is { FromServer.Datagrams: > 0, FromClient.Datagrams: > 0 }
        && !UdpLook.HasFailed(conversation)
        && (conversation.Dtls is null || conversation.DtlsOutcome == TlsOutcome.Established);

    /// <summary>
    /// Whether nobody answers such datagrams by nature, so that the lack of an answer says nothing: they go to several receivers. A client
    /// that asks for an address waits for one.
    /// </summary>
    public static bool IsOneWayByNature(UdpConversation conversation) =>
        conversation.Server.Address.IsMulticastOrBroadcast
        && conversation.Server.Port is not (DhcpServer or DhcpClient or Dhcp6Client or Dhcp6Server);

    /// <summary>
    /// Whether the client's encrypted records of TLS 1.3 may all belong to the handshake: where lengths were not printed, only data in a
    /// later frame, on a connection that the server did not end, tells.
    /// </summary>
    private static bool MayBeHandshakeAlone(TcpConversation conversation, TlsConversation tls) =>
        tls.FromClient is { ApplicationDataRecords: > 0, FirstApplicationDataLength: <= 0, EncryptedHandshakeFrame: 0 }
        && (conversation.ServerEndedFirst() || conversation.FromClient.LastPayloadFrame <= tls.FromClient.ApplicationDataFrame);

    private static bool IsStopped(TcpDirection self, TcpDirection other) =>
        self.StuckCount >= Stuck || (self is { ZeroWindowFrame: > 0, FinFrame: 0, Reset: null } && other.HasPayload);

    /// <summary>Whether the last request has an answer, and that came to the end which it announced.</summary>
    private static bool IsAnswered(TcpConversation conversation, HttpConversation http)
    {
        bool isReadWhole = conversation is { CutPackets: 0, FromClient.Holes.Count: 0, FromServer.Holes.Count: 0 };
        return http.Responses >= HttpObserver.ResponsesFollowed
            || (isReadWhole
                ? http.ResponseFrame > http.LastRequestFrame && (conversation.MissingOfAnswer() == 0 || conversation.EndedBy == TcpEnding.None)
                : conversation.FromServer.LastPayloadFrame > http.LastRequestFrame);
    }

    /// <summary>Whether the client sent something that needs no answer: all of it was taken, and both sides closed in good order.</summary>
    private static bool IsUploaded(TcpConversation conversation) =>
        conversation is { FromClient: { HasPayload: true, FinFrame: > 0, Reset: null }, FromServer: { FinFrame: > 0, Reset: null }, EndedBy: TcpEnding.ClientFin }
        && conversation.ServerReceivedAll();
}
