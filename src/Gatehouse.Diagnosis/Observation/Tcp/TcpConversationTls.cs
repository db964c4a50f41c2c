using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>How the TLS conversation of a connection went, told from what the connection did around it.</summary>
public static class TcpConversationTls
{
    private const double AtOnceSeconds = 5;
    private const int RecordHeader = 5;

    /// <summary>
    /// Judges the outcome. A handshake that completes and is left by the client at once, without a word of its own, is not
    /// established: that is how some clients refuse a certificate. Neither is one that the server leaves in answer to the
    /// client's part of it. Of one direction alone nothing can be told.
    /// </summary>
    public static TlsOutcome TlsOutcome(this TcpConversation conversation)
    {
        if (conversation is not { Tls: { } tls, IsOneSided: false })
        {
            return Tls.TlsOutcome.Incomplete;
        }

        TlsOutcome outcome = tls.Outcome(conversation.EndedBy);
        return outcome == Tls.TlsOutcome.Established && conversation.ServerLeftAfterFinished() ? Tls.TlsOutcome.Aborted : outcome;
    }

    /// <summary>
    /// Whether the server's only answer to a client that thinks itself connected was to close, at once and with an alert at
    /// most. In TLS 1.3, and with servers that check certificates after the handshake, that is how a client is turned away.
    /// </summary>
    public static bool ServerLeftAfterFinished(this TcpConversation conversation)
    {
        if (conversation.Tls is not { IsHandshakeComplete: true, IsResumed: false } tls)
        {
            return false;
        }

        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        (long left, Timestamp time) = End(server);
        if (left == 0 || Timestamp.Seconds(client.LastPayloadTime, time) > AtOnceSeconds)
        {
            return false;
        }

        (long clientLeft, _) = End(client);
        return tls.Version >= TlsVersions.Tls13
            ? LeftInTls13(tls, server, left, clientLeft)
            : tls.CertificateRequestFrame != 0 && !tls.ServerUsedIt && ComesFirst(left, clientLeft);
    }

    private static bool LeftInTls13(TlsConversation tls, TcpDirection server, long left, long clientLeft)
    {
        long finished = tls.FromClient.ApplicationDataFrame;
        if (Tls13ClientFlight.Of(tls).Kind == ClientFlightKind.Alert)
        {
            return false;
        }

        if (server.LastPayloadFrame <= finished)
        {
            return ComesFirst(left, clientLeft);
        }

        return server.TurnFrame > finished
            && server.BeforeTurnFrame < finished
            && server.TurnOctets == RecordHeader + Tls13ClientFlight.AlertLength(tls.ServerHello!.CipherSuite)
            && ComesFirst(server.TurnFrame, clientLeft);
    }

    private static bool ComesFirst(long frame, long other) => other == 0 || frame < other;

    private static (long Frame, Timestamp Time) End(TcpDirection direction) =>
        direction.FinFrame != 0 ? (direction.FinFrame, direction.FinTime)
        : direction.Reset is { } reset ? (reset.Frame, reset.Time)
        : (0, Timestamp.None);
}
