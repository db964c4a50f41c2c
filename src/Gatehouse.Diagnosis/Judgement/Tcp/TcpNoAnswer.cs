using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Icmp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// SYNs that nobody answers, or whose answers never get back: the client goes on sending SYNs after the server's SYN-ACK has
/// passed the capture.
/// </summary>
internal sealed class TcpNoAnswer : ITcpRule
{
    /// <summary>Seconds between two SYNs below which the second is a copy and not another try; the first retry comes after about one.</summary>
    private const double ShortestRetry = 0.4;

    /// <summary>Nanoseconds of silence after a single SYN that make it unanswered.</summary>
    private const long LongSilence = 5 * Timestamp.PerSecond;

    /// <summary>Times that one SYN passes with fewer hops left each time, from which it goes in a circle: captures on several interfaces show it less often.</summary>
    private const int FewestInCircle = 8;

    /// <summary>Printed SYNs of one connection below which nothing is said of a list: it may show the first packets only.</summary>
    private const int FewestPrinted = 2;

    /// <summary>Printed SYNs of one connection from which an answer that was merely not printed is unlikely.</summary>
    private const int FewestTelling = 3;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        bool gaveNoSign = client.SynFrame != 0 && client is { HasAcknowledged: false, HasPayload: false };
        if (!gaveNoSign || server.Reset is not null || ConnectionAttempt.IsPartOfScan(conversation, context))
        {
            return [];
        }

        if (context.Source.IsSelective)
        {
            return server.Packets == 0 && client.Syns >= FewestPrinted ? [OfList(Unanswered(conversation, context), client.Syns)] : [];
        }

        bool wasRetried = Timestamp.Seconds(client.SynTime, client.LastSynTime) >= ShortestRetry;
        if (server.Packets == 0 && client.SynsInCircle >= FewestInCircle)
        {
            return [InCircle(conversation, context)];
        }

        if (server.Packets == 0)
        {
            return wasRetried || conversation.SilenceAfter >= LongSilence ? [Unanswered(conversation, context)] : [];
        }

        bool wentOnAsking = Timestamp.Seconds(server.SynTime, client.LastSynTime) >= ShortestRetry;
        return server.SynFrame != 0 && wentOnAsking ? [AnswersLost(conversation, context)] : [];
    }

    /// <summary>What is absent from a list may only not have been printed; SYNs sent again say that the client got no answer either.</summary>
    private static Finding OfList(Finding finding, int syns) => finding with
    {
        Confidence = syns >= FewestTelling ? Confidence.Likely : Confidence.Possible,
        Explanation = finding.Explanation + " The packet list is somebody's choice: an answer may have been left out of it, but a client that has one does not ask again.",
    };

    private static Finding Unanswered(TcpConversation conversation, SourceContext context)
    {
        Vantage vantage = Vantage.Of(conversation, context);
        long accepted = context.Server(conversation.Server)?.Accepted ?? 0;
        string seenFrom = vantage.IsAtServer
            ? " The capture was taken at the server or on its network, so the requests got there and the answer never left: look at the server first."
            : " From here a filter on the way, a filter at the server and a server that is off look the same, and so does an answer lost on its way back.";
        string others = accepted > 0
            ? $" The server accepted {accepted:N0} other connections on this port in the same capture, so it runs: think of a filter for this client, or of overload."
            : string.Empty;
        return new Finding
        {
            Code = FindingCodes.TcpNoAnswer,
            Severity = ConnectionAttempt.Severity(conversation, context),
            Confidence = Confidence.Certain,
            Title = $"Nothing answers the attempts to connect to {conversation.Server}",
            Explanation = $"The client asked {Times(conversation.FromClient.Syns)} for a connection{Over(conversation)} and got neither a yes (SYN-ACK) nor a no {No(conversation)}."
                + seenFrom + others,
            Conversation = conversation.Name(),
            Facts = Facts(conversation),
            Evidence = [Proof.Of(conversation, context, "the SYNs", conversation.FromClient.SynFrame, conversation.FromClient.LastSynFrame)],
            Remedies =
            [
                $"Check that {conversation.Server.Address} is on and that the service listens on port {conversation.Server.Port} (Linux: ss -lnt, Windows: netstat -ano).",
                $"Check firewalls and access lists between the two, and the server's own firewall, for rules that silently drop TCP port {conversation.Server.Port}.",
                $"Try a port that should be open from the same client, and the same port from a client next to the server: ping and Test-NetConnection {conversation.Server.Address} -Port {conversation.Server.Port}.",
            ],
            NextSteps = vantage.IsAtServer
                ? [NextCapture.AtClient(conversation.Client.Address, conversation.Server.Address)]
                : NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
        };
    }

    private static Finding InCircle(TcpConversation conversation, SourceContext context) => new()
    {
        Code = FindingCodes.TcpNoAnswer,
        Severity = ConnectionAttempt.Severity(conversation, context),
        Confidence = Confidence.Likely,
        Title = $"Attempts to connect to {conversation.Server} never arrive: likely a routing loop",
        Explanation = $"One and the same SYN passed the capture {conversation.FromClient.SynsInCircle:N0} times, each time with fewer hops left (time to live down to {conversation.FromClient.LowestSynTtl}), "
            + "and nothing answered it. Routers send it round in a circle until its hop count is used up.",
        Conversation = conversation.Name(),
        Facts = new Dictionary<string, object>(Facts(conversation))
        {
            ["passes"] = conversation.FromClient.SynsInCircle,
            ["lowestTtl"] = (int)conversation.FromClient.LowestSynTtl,
            ["lost"] = "syn",
        },
        Evidence = [Proof.Of(conversation, context, "the SYN, again and again with a falling time to live", conversation.FromClient.SynFrame, conversation.FromClient.LastFrame)],
        Remedies =
        [
            $"Trace the route from the client (traceroute -n {conversation.Server.Address}, Windows: tracert -d {conversation.Server.Address}): addresses that come again and again are the loop.",
            $"Compare the routes to {conversation.Server.Address} on those routers: often one has only its default route, which points back.",
        ],
    };

    private static Finding AnswersLost(TcpConversation conversation, SourceContext context)
    {
        Vantage vantage = Vantage.Of(conversation, context);
        Dictionary<string, object> facts = Facts(conversation);
        facts["synAcks"] = conversation.FromServer.Syns;
        if (!vantage.IsAtClient)
        {
            facts["lost"] = "syn-ack";
        }

        return new Finding
        {
            Code = FindingCodes.TcpNoAnswer,
            Severity = ConnectionAttempt.Severity(conversation, context),
            Confidence = Confidence.Certain,
            Title = $"The answers of {conversation.Server} to connection attempts do not reach the client",
            Explanation = $"The server answered with SYN-ACK{Over(conversation)}, and the client went on asking ({Times(conversation.FromClient.Syns)}) as if it had heard nothing. "
                + (vantage.IsAtClient
                    ? "The answers were captured at the client or on its network, so its own firewall or a second route is the first suspect."
                    : "The answers passed the capture and are lost between here and the client."),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                Proof.Of(conversation, context, "the client's SYNs", conversation.FromClient.SynFrame, conversation.FromClient.LastSynFrame),
                Proof.Of(conversation, context, "the server's SYN-ACKs", conversation.FromServer.SynFrame, conversation.FromServer.LastSynFrame),
            ],
            Remedies =
            [
                "Check the way back: the server's default gateway and routes, and whether request and answer pass the same stateful firewall (it drops a SYN-ACK whose SYN it has not seen).",
                $"Check filters between here and {conversation.Client.Address} for TCP from source port {conversation.Server.Port}.",
            ],
            NextSteps =
            [
                NextCapture.AtClient(conversation.Client.Address, conversation.Server.Address),
                NextCapture.AlongThePath(conversation.Client.Address, conversation.Server.Address),
            ],
        };
    }

    private static Dictionary<string, object> Facts(TcpConversation conversation) => new()
    {
        ["syns"] = conversation.FromClient.Syns,
        ["seconds"] = Math.Round(Timestamp.Seconds(conversation.FromClient.SynTime, conversation.FromClient.LastSynTime), 1),
    };

    private static string No(TcpConversation conversation) => conversation.IcmpErrors.Count == 0
        ? "(RST, ICMP)"
        : $"(RST); {conversation.IcmpErrors[0].From} said \"{IcmpNames.Of(conversation.IcmpErrors[0].IsVersion6, conversation.IcmpErrors[0].Type, conversation.IcmpErrors[0].Code)}\" by ICMP";

    private static string Times(int count) => count == 1 ? "once" : $"{count:N0} times";

    private static string Over(TcpConversation conversation) =>
        Timestamp.Seconds(conversation.FromClient.SynTime, conversation.FromClient.LastSynTime) is > 0 and var seconds
            ? $" over {seconds:0.#} s"
            : string.Empty;
}
