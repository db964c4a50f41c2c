using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// A request over TCP without an answer: either it is never acknowledged, or it is and the client gives up waiting. Which cause
/// stands behind it the capture rarely tells, so those that fit are named beside it.
/// </summary>
internal sealed class TcpRequestUnanswered : ITcpRule
{
    /// <summary>Seconds a client must have waited before its end counts as giving up.</summary>
    private const double Patience = 5;

    private const int Resendings = 2;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (!conversation.IsEstablished || conversation.IsOneSided || context.Source.IsSelective || !conversation.FromClient.HasPayload)
        {
            return [];
        }

        TcpDirection client = conversation.FromClient;
        if (client.StuckCount >= Resendings)
        {
            return Symptom(conversation, isAcknowledged: false, Timestamp.Seconds(client.StuckSince, conversation.LastTime), context);
        }

        double waited = Timestamp.Seconds(client.LastPayloadTime, Earliest(client.FinTime, client.Reset?.Time, conversation.FromServer.FinTime));
        bool isAwaited = client.LastPayloadFrame > conversation.FromServer.LastPayloadFrame && IsRequest(conversation);
        return isAwaited && waited >= Patience && client.Unacknowledged(conversation.FromServer) <= 1
            ? Symptom(conversation, isAcknowledged: true, waited, context)
            : [];
    }

    /// <summary>Only what is known to be a request demands an answer; a log sent over TCP does not.</summary>
    private static bool IsRequest(TcpConversation conversation) =>
        (conversation.Http is { Requests: > 0, UpgradeFrame: 0 } http && !IsAnswered(conversation, http))
        || conversation.Tls is { Version: < TlsVersions.Tls13, IsHandshakeComplete: true, ClientUsedIt: true, ServerUsedIt: false };

    /// <summary>
    /// Whether the last request was answered before its body ended, as a server does that needs no more of it. Only where every request was
    /// read.
    /// </summary>
    private static bool IsAnswered(TcpConversation conversation, HttpConversation http) =>
        conversation is { CutPackets: 0, FromClient: { Holes.Count: 0, AcknowledgedUnseen: 0 }, FromServer: { Holes.Count: 0, AcknowledgedUnseen: 0 } }
        && http.Responses < HttpObserver.ResponsesFollowed
        && http.ResponseFrame > http.LastRequestFrame;

    private static Timestamp Earliest(Timestamp fin, Timestamp? reset, Timestamp otherFin)
    {
        Timestamp first = Timestamp.None;
        foreach (Timestamp end in (ReadOnlySpan<Timestamp>)[fin, reset ?? Timestamp.None, otherFin])
        {
            if (end.IsKnown && (!first.IsKnown || end.Nanoseconds < first.Nanoseconds))
            {
                first = end;
            }
        }

        return first;
    }

    private static List<Finding> Symptom(TcpConversation conversation, bool isAcknowledged, double waited, SourceContext context)
    {
        TcpDirection client = conversation.FromClient;
        Vantage vantage = Vantage.Of(conversation, context);
        List<Finding> rivals = [];
        if (isAcknowledged)
        {
            rivals.Add(Silent(conversation, vantage.IsAtServer ? Confidence.Likely : Confidence.Possible, context));
        }
        else
        {
            rivals.Add(Lost(conversation, FindingCodes.RequestLost, "The client's data may be lost on its way to the server", context));
            rivals.Add(Lost(conversation, FindingCodes.ReplyLost, "The server's acknowledgments and answers may be lost on their way back", context));
        }

        Finding symptom = new()
        {
            Code = FindingCodes.RequestUnanswered,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = $"{conversation.Server} does not answer requests",
            Explanation = isAcknowledged
                ? $"The request was delivered (its last octets are acknowledged), no answer came, and after {waited:0.#} s the connection was given up. "
                    + (vantage.IsAtServer
                        ? "The capture was taken at the server or on its network: the service behind the connection did not answer."
                        : "Acknowledged means that the server's system has it, or that of a proxy in between; the service behind it did not answer.")
                : $"The client sent {client.StuckPayload:N0} octets {client.StuckCount + 1:N0} times over {waited:0.#} s and they were never acknowledged, although the connection had been accepted.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["acknowledged"] = isAcknowledged,
                ["waitedSeconds"] = Math.Round(waited, 1),
                ["sent"] = isAcknowledged ? 1 : client.StuckCount + 1,
            },
            Evidence =
            [
                isAcknowledged
                    ? Proof.Of(conversation, context, "the request, and the end without an answer", client.LastPayloadFrame, client.FinFrame, client.Reset?.Frame ?? 0)
                    : Proof.Of(conversation, context, "data sent again and again", client.StuckFrames.First, client.StuckFrames.Last),
            ],
            Remedies =
            [
                $"Look in the log of the service on {conversation.Server} for this request: hung, overloaded, or waiting for something behind it?",
            ],
            NextSteps = vantage.IsAtServer ? [] : NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
            Rivals = [.. rivals.Select(rival => rival.Code)],
        };
        return [symptom, .. rivals];
    }

    private static Finding Silent(TcpConversation conversation, Confidence confidence, SourceContext context) => new()
    {
        Code = FindingCodes.ServerSilent,
        Severity = Severity.Fault,
        Confidence = confidence,
        Title = confidence == Confidence.Likely
            ? $"{conversation.Server} receives requests and does not answer them"
            : $"{conversation.Server} may have received requests and not answered them",
        Explanation = "The request was acknowledged and nothing followed.",
        Conversation = conversation.Name(),
        Evidence = [Proof.Of(conversation, context, "the request", conversation.FromClient.LastPayloadFrame)],
        Explains = confidence == Confidence.Likely ? [FindingCodes.RequestUnanswered] : [],
        Rivals = confidence == Confidence.Likely ? [] : [FindingCodes.RequestUnanswered],
    };

    private static Finding Lost(TcpConversation conversation, string code, string title, SourceContext context) => new()
    {
        Code = code,
        Severity = Severity.Fault,
        Confidence = Confidence.Possible,
        Title = title,
        Explanation = "This capture cannot tell it from the other causes named; one at the server can.",
        Conversation = conversation.Name(),
        Evidence = [Proof.Of(conversation, context, "data sent again and again", conversation.FromClient.StuckFrames.First, conversation.FromClient.StuckFrames.Last)],
        Rivals = [code == FindingCodes.RequestLost ? FindingCodes.ReplyLost : FindingCodes.RequestLost],
    };
}
