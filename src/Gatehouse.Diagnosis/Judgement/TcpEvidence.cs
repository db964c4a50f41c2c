using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Points at the frames of a connection, and says how much of it the capture shows.</summary>
internal static class TcpEvidence
{
    /// <summary>Frames of one connection, with a filter that shows all of it.</summary>
    public static Evidence Of(SourceContext context, TcpConversation conversation, string note, params ReadOnlySpan<long> frames) =>
        new(context.Name, FindingNames.Frames(frames), DisplayFilter.Of(conversation), note);

    /// <summary>
    /// Whether what is absent from the connection was really not sent: both directions were captured from the opening on,
    /// without holes, and every packet whole.
    /// </summary>
    public static bool IsSeenWhole(this TcpConversation conversation, SourceContext context) =>
        conversation.CutPackets == 0 && conversation.HasAllHeaders(context);

    /// <summary>
    /// Whether both directions were captured from the opening on, without holes. Of packets cut short only the headers count, and they
    /// tell who said how much, and who ended it.
    /// </summary>
    public static bool HasAllHeaders(this TcpConversation conversation, SourceContext context) =>
        !context.Source.IsSelective
        && conversation is { OpeningSeen: true, IsOneSided: false }
        && IsSeenWhole(conversation.FromClient)
        && IsSeenWhole(conversation.FromServer);

    /// <summary>
    /// Whether the server sent nothing at all between its SYN-ACK and the end, as far as sequence numbers tell; in a tunnel, between the
    /// proxy's consent and the end.
    /// </summary>
    public static bool ServerSaidNothing(this TcpConversation conversation)
    {
        TcpDirection server = conversation.FromServer;
        bool isSilent = !server.HasPayload || (conversation.TunnelFrame != 0 && server.LastPayloadFrame <= conversation.TunnelFrame);
        return isSilent && IsSeenWhole(server) && !conversation.IsOneSided && !ResetComesLater(conversation, server);
    }

    /// <summary>
    /// Whether the server acknowledged everything of the client that was captured, by a segment or by its RST. What the client
    /// says after the server's FIN does not count: nobody is left to take it.
    /// </summary>
    public static bool ServerReceivedAll(this TcpConversation conversation)
    {
        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        return (client.HasSequence && server.Reset is { Acknowledgment: { } acknowledged } && (int)(acknowledged - client.NextSequence) >= 0)
            || (server.HasAcknowledged && client.Unacknowledged(server) == 0)
            || (server.FinFrame != 0 && client.LastPayloadFrame > server.FinFrame && client.SynFrame != 0
                && (int)(server.HighestAcknowledgment - client.FirstSequence) > 1);
    }

    /// <summary>
    /// Whether one side spoke and nothing shows that any of it arrived: the other neither acknowledged nor answered, nor refused.
    /// </summary>
    public static bool ShowsNothingDelivered(this TcpConversation conversation) =>
        ShowsNothingDelivered(conversation.FromClient, conversation.FromServer)
        || ShowsNothingDelivered(conversation.FromServer, conversation.FromClient);

    /// <summary>
    /// Octets that are missing at the end of the last HTTP response, by the length that it announces and the sequence numbers of the server;
    /// 0 when none are, or it cannot be told.
    /// </summary>
    public static long MissingOfAnswer(this TcpConversation conversation)
    {
        TcpDirection server = conversation.FromServer;
        if (conversation is not { TunnelFrame: 0, OpeningSeen: true, CutPackets: 0, Http: { AnnouncedEnd: > 0, Responses: < HttpObserver.ResponsesFollowed } http }
            || server.SynFrame == 0
            || http.LastRequestFrame > http.ResponseFrame
            || http.AnnouncedEnd > int.MaxValue)
        {
            return 0;
        }

        long sent = server.NextSequence - server.FirstSequence - 1u - (server.FinFrame != 0 ? 1u : 0u);
        return Math.Max(0, http.AnnouncedEnd - sent);
    }

    /// <summary>Whether the server was the first to end the connection.</summary>
    public static bool ServerEndedFirst(this TcpConversation conversation) =>
        conversation.EndedBy is TcpEnding.ServerFin or TcpEnding.ServerReset;

    /// <summary>Whether the client was the first to end the connection.</summary>
    public static bool ClientEndedFirst(this TcpConversation conversation) =>
        conversation.EndedBy is TcpEnding.ClientFin or TcpEnding.ClientReset;

    /// <summary>The frame of the FIN or RST that came first; 0 when there was none.</summary>
    public static long EndFrame(this TcpConversation conversation) => conversation.EndedBy switch
    {
        TcpEnding.ClientFin => conversation.FromClient.FinFrame,
        TcpEnding.ServerFin => conversation.FromServer.FinFrame,
        TcpEnding.ClientReset => conversation.FromClient.Reset!.Frame,
        TcpEnding.ServerReset => conversation.FromServer.Reset!.Frame,
        _ => 0,
    };

    /// <summary>When that was.</summary>
    public static Timestamp EndTime(this TcpConversation conversation) => conversation.EndedBy switch
    {
        TcpEnding.ClientFin => conversation.FromClient.FinTime,
        TcpEnding.ServerFin => conversation.FromServer.FinTime,
        TcpEnding.ClientReset => conversation.FromClient.Reset!.Time,
        TcpEnding.ServerReset => conversation.FromServer.Reset!.Time,
        _ => Timestamp.None,
    };

    /// <summary>Whether the number of the server's RST lies beyond what the client had of the server: octets in between were not captured.</summary>
    private static bool ResetComesLater(TcpConversation conversation, TcpDirection server)
    {
        if (server.Reset is not { Acknowledgment: not null } reset)
        {
            return false;
        }

        if (conversation.TunnelFrame != 0)
        {
            return server.HasSequence && (int)(reset.Sequence - server.NextSequence) > 0;
        }

        uint expected = server.FinFrame != 0 ? 2u : 1u;
        return server.SynFrame != 0
            ? reset.Sequence - server.FirstSequence > expected
            : conversation.FromClient.HasAcknowledged && reset.Sequence - conversation.FromClient.HighestAcknowledgment > expected;
    }

    private static bool ShowsNothingDelivered(TcpDirection speaker, TcpDirection listener) =>
        speaker is { HasPayload: true, SynFrame: > 0 }
        && listener is { HasPayload: false, SynFrame: > 0, Reset: null }
        && (!listener.HasAcknowledged || (int)(listener.HighestAcknowledgment - speaker.FirstSequence) <= 1);

    private static bool IsSeenWhole(TcpDirection direction) => direction is { Holes.Count: 0, AcknowledgedUnseen: 0 };
}
