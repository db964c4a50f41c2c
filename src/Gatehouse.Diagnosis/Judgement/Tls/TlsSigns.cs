using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>What several rules ask of a TLS conversation.</summary>
internal static class TlsSigns
{
    /// <summary>A side that closes later than this after the other's last word has waited for something.</summary>
    public const double AtOnceSeconds = 2;

    /// <summary>
    /// The alert that ended the conversation; null when none did. Level "warning" does not make an error harmless: TLS 1.3
    /// ignores the level (RFC 8446 section 6), and some senders never set it. What the side that was left says afterwards
    /// is an echo, not a cause.
    /// </summary>
    public static TlsAlertSeen? FailureAlert(this TcpConversation conversation)
    {
        if (conversation.Tls is not { } tls || tls.Alerts.Count == 0)
        {
            return null;
        }

        long end = conversation.EndFrame();
        foreach (TlsAlertSeen seen in tls.Alerts)
        {
            bool isError = seen.Alert is { IsEncrypted: false, Description: not TlsAlerts.CloseNotify }
                && (seen.Alert.IsFatal || (end != 0 && !TlsAlerts.IsMereWarning(seen.Alert.Description)));
            bool isEcho = end != 0 && end < seen.Frame && EndedBySide(conversation) != seen.From;
            if (isError && !isEcho)
            {
                return seen;
            }
        }

        return null;
    }

    /// <summary>Whether the server turned the client away in answer to its hello: closed or reset, without sending an octet.</summary>
    public static bool IsRefusedInSilence(this TcpConversation conversation) =>
        conversation is { Tls: { ClientHello: not null, ServerHello: null } tls }
        && conversation.ServerEndedFirst()
        && conversation.EndFrame() > tls.ClientHelloFrame
        && conversation.ServerSaidNothing()
        && SecondsToEnd(conversation, tls) <= HandshakeStalled.ShortestWaitSeconds;

    /// <summary>Whether the client began a TLS handshake with a hello of which the capture kept only the beginning.</summary>
    public static bool IsHelloCut(this TcpConversation conversation) =>
        conversation is { CutPackets: > 0, ClientKind: StreamKind.Tls, Tls: { ClientHello: null, ServerHello: null } };

    /// <summary>
    /// Whether the two agreed on a version and nothing speaks against it: the handshake completed, or somebody who printed
    /// only the frames that matter stopped at the hellos.
    /// </summary>
    public static bool IsAgreed(this TcpConversation conversation, SourceContext context) =>
        conversation.Tls is { ServerHello: not null } tls
        && (tls.IsHandshakeComplete
            || (context.Source.IsSelective && conversation.EndedBy == TcpEnding.None && conversation.FailureAlert() is null));

    /// <summary>Seconds from the ClientHello to the end of the connection.</summary>
    public static double SecondsToEnd(TcpConversation conversation, TlsConversation tls) =>
        Capture.Timestamp.Seconds(tls.ClientHelloTime, conversation.EndTime());

    /// <summary>"reset" or "close", by what ended the connection.</summary>
    public static string RefusedBy(this TcpConversation conversation) =>
        conversation.EndedBy is TcpEnding.ServerReset or TcpEnding.ClientReset ? "reset" : "close";

    /// <summary>The oldest version offered; of a hello without supported_versions it is not known, and 0.</summary>
    public static ushort LowestVersion(this ClientHello hello) =>
        hello.SupportedVersions.Length == 0 ? (ushort)0 : hello.Versions.MinBy(TlsVersions.Rank);

    /// <summary>
    /// Whether the best version offered, or the format of an SSLv2 hello, is one that servers of today refuse. A version that
    /// a packet list does not print is not old.
    /// </summary>
    public static bool IsOutdated(this ClientHello hello) =>
        hello.IsSslV2 || (hello.HighestVersion != 0 && TlsVersions.Rank(hello.HighestVersion) < TlsVersions.Tls12);

    /// <summary>"the client" or "the server".</summary>
    public static string The(Side side) => side == Side.Client ? "the client" : "the server";

    /// <summary>"client" or "server", as facts have it.</summary>
    public static string Word(this Side side) => side == Side.Client ? "client" : "server";

    private static Side? EndedBySide(TcpConversation conversation) => conversation.EndedBy switch
    {
        TcpEnding.ClientFin or TcpEnding.ClientReset => Side.Client,
        TcpEnding.ServerFin or TcpEnding.ServerReset => Side.Server,
        _ => null,
    };
}
