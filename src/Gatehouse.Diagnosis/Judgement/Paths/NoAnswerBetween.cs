using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Attempts to connect whose SYN, or whose answer, one vantage point shows and the next does not.</summary>
internal sealed class NoAnswerBetween : IPathRule
{
    public Finding? Judge(ExchangeCase exchange)
    {
        if (!exchange.Shows(FindingCodes.TcpNoAnswer))
        {
            return null;
        }

        Journey[] requests = [.. Syns(exchange, TcpFlags.Syn)];
        Journey[] answers = [.. Syns(exchange, TcpFlags.Syn | TcpFlags.Ack)];
        if (Lost(requests, exchange) is { } lostRequests)
        {
            return Describe(exchange, "syn", "SYNs", requests, lostRequests, isToServer: true);
        }

        if (answers.Length > 0)
        {
            return Lost(answers, exchange) is { } lostAnswers ? Describe(exchange, "syn-ack", "SYN-ACKs", answers, lostAnswers, isToServer: false) : null;
        }

        int last = requests.Length == 0 ? -1 : requests.Max(request => Loss.LastPlace(request, exchange.Path.Count));
        return last == exchange.Path.Count - 1 && exchange.IsAtServer(last) ? Ignored(exchange, requests, last) : null;
    }

    private static IEnumerable<Journey> Syns(ExchangeCase exchange, TcpFlags flags) => exchange.Exchange.Journeys.Where(journey =>
        journey.Kind == SightingKind.Tcp && (journey.Flags & (TcpFlags.Syn | TcpFlags.Ack)) == flags);

    private static Loss[]? Lost(Journey[] journeys, ExchangeCase exchange)
    {
        Loss[] losses = [.. journeys.Select(exchange.LossOf).OfType<Loss>()];
        return losses.Length == journeys.Length && losses.Length > 0 ? losses : null;
    }

    private static Finding Describe(
        ExchangeCase exchange, string lost, string what, Journey[] journeys, Loss[] losses, bool isToServer)
    {
        (Loss loss, Confidence confidence) = ExchangeCase.Sum(losses);
        PathFlow flow = exchange.Exchange.Nearest;
        string after = exchange.Path[loss.After].Name;
        string before = exchange.Path[loss.Before].Name;
        string doubt = confidence == Confidence.Certain
            ? string.Empty
            : $" {before} shows other packets of these hosts at nearly that time; that it was recording at the very moment is likely, not certain.";
        Finding finding = exchange.Complete(
            new Finding
            {
                Code = FindingCodes.TcpNoAnswer,
                Severity = Severity.Fault,
                Confidence = confidence,
                Title = isToServer
                    ? $"Attempts to connect to {flow.Server} are lost between {after} and {before}"
                    : $"The answers of {flow.Server} to connection attempts are lost between {after} and {before}",
                Explanation = $"{(journeys.Length == 1 ? "A packet" : $"{journeys.Length:N0} {what}")} passed {after} and never reached {before}, the next vantage point on "
                    + $"{(isToServer ? "the way to the server" : "the way back to the client")}.{doubt}",
                Where = exchange.Between(loss, isToServer),
                Facts = new Dictionary<string, object> { ["lost"] = lost, [isToServer ? "syns" : "synAcks"] = journeys.Length },
                Evidence = PathEvidence.Of(exchange, journeys, what),
                Remedies =
                [
                    $"Check the filters, access lists and routes between {after} and {before} for {(isToServer ? $"TCP port {flow.Server.Port} towards the server" : "the way back")}.",
                    .. isToServer ? (IEnumerable<string>)[] : ["If the way back takes another route, look for a stateful firewall on it that never saw the SYN."],
                ],
                NextSteps = after == before ? [] : [NextCapture.AlongThePath(flow.Client.Address, flow.Server.Address)],
            },
            FindingCodes.RequestUnanswered);
        return exchange.Chance.Weigh(finding, loss, isToServer, [.. journeys.Where(journey => !journey.WasAt(loss.Before))]);
    }

    private static Finding Ignored(ExchangeCase exchange, Journey[] requests, int last)
    {
        PathFlow flow = exchange.Exchange.Nearest;
        return exchange.Complete(
            new Finding
            {
                Code = FindingCodes.TcpNoAnswer,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = $"Attempts to connect reach {flow.Server} and it does not answer",
                Explanation = $"The SYNs arrive at {exchange.Path[last].Name}, and neither a SYN-ACK nor a RST leaves: the server's own firewall drops them, or its queue of "
                    + "connections is full.",
                Where = exchange.At(last),
                Facts = new Dictionary<string, object> { ["syns"] = requests.Length },
                Evidence = PathEvidence.Of(exchange, requests, "SYNs"),
                Remedies =
                [
                    $"Check the firewall on {flow.Server.Address} itself for TCP port {flow.Server.Port}, and that the service listens there (Linux: ss -lnt, Windows: netstat -ano).",
                ],
            },
            FindingCodes.RequestUnanswered);
    }
}
