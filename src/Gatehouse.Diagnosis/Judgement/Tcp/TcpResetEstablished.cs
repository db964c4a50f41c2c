using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// An established connection reset outside the TLS handshake. A client that resets has mostly just stopped caring, and a RST
/// behind a FIN is a common way to close; what counts is a server that resets while the client waits for it.
/// </summary>
internal sealed class TcpResetEstablished : ITcpRule
{
    /// <summary>Seconds after its last data for which a server's RST cuts an answer short; later it closes an idle connection.</summary>
    private const double InTheMiddle = 5;

    /// <summary>Seconds below which there is no telling apart.</summary>
    private const double AtOnce = 0.001;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (!conversation.IsEstablished || conversation.EndedBy != TcpEnding.ServerReset
            || conversation.Tls is { IsHandshakeComplete: false } || conversation.FromServer.Reset is not { } reset)
        {
            return [];
        }

        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        bool isAwaited = client.LastPayloadFrame > server.LastPayloadFrame;
        double sinceData = Timestamp.Seconds(server.LastPayloadTime, reset.Time);
        bool isCutShort = !isAwaited && server.HasPayload && sinceData <= InTheMiddle && !SaidGoodbye(conversation) && !SaidAll(conversation);
        return isAwaited || isCutShort ? [Describe(conversation, reset, isAwaited, sinceData, context)] : [];
    }

    /// <summary>A TLS server announces that it closes; a RST behind that is manners, not a fault.</summary>
    private static bool SaidGoodbye(TcpConversation conversation) =>
        conversation.Tls is { } tls && tls.Alerts.Any(alert => alert.From == Side.Server && alert.Frame >= conversation.FromServer.LastPayloadFrame);

    /// <summary>An answer that came to the end it had announced is not cut short by what follows.</summary>
    private static bool SaidAll(TcpConversation conversation) =>
        conversation.Http is { CompleteFrame: > 0 } http && http.CompleteFrame == conversation.FromServer.LastPayloadFrame;

    private static string Say(double seconds) => seconds switch
    {
        < AtOnce => "at once",
        < 1 => $"{seconds * 1000:0} ms",
        _ => $"{seconds:0.#} s",
    };

    private static Finding Describe(TcpConversation conversation, TcpReset reset, bool isAwaited, double sinceData, SourceContext context)
    {
        string when = isAwaited
            ? "while the client waited for an answer to what it had sent"
            : $"{Say(sinceData)} after the last piece of an answer, without closing properly (FIN)";
        return new Finding
        {
            Code = FindingCodes.TcpReset,
            Severity = Severity.Fault,
            Confidence = isAwaited && !context.Source.IsSelective ? Confidence.Certain : Confidence.Likely,
            Title = $"{conversation.Server} resets established connections",
            Explanation = $"The connection was open and in use; then a RST came from the server {when}. "
                + "A program that crashes or is killed does this, a load balancer or firewall that forgets or ends connections does it in the server's name"
                + (reset.Ttl != 0 && reset.Ttl == conversation.FromServer.Ttl ? "; the time to live is that of the server's other packets, which speaks for the server itself." : "."),
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["from"] = "server",
                ["serverBytes"] = conversation.FromServer.PayloadOctets,
                ["acknowledgesAll"] = reset.AcknowledgesAll,
            },
            Evidence =
            [
                Proof.Of(
                    conversation, context, "last data and RST", conversation.FromClient.LastPayloadFrame, conversation.FromServer.LastPayloadFrame, reset.Frame),
            ],
            Remedies =
            [
                $"Look in the log of the service on {conversation.Server} at {reset.Time} for a crash, a restart or a rejected request.",
                "If a load balancer, proxy or firewall stands in front of it, look there for time limits and ended sessions.",
            ],
            NextSteps = NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
            Explains = [FindingCodes.RequestUnanswered],
        };
    }
}
