using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>A request over TCP that reached the vantage point at the server, and after which the server sent no octet.</summary>
internal sealed class SilentServer : IPathRule
{
    public Finding? Judge(ExchangeCase exchange)
    {
        int last = exchange.Path.Count - 1;
        if (exchange.Exchange.Protocol != "tcp"
            || !exchange.Shows(FindingCodes.TlsHandshakeStalled, FindingCodes.RequestUnanswered)
            || exchange.Exchange.At(last) is null
            || !exchange.IsAtServer(last))
        {
            return null;
        }

        Journey[] data = [.. exchange.Exchange.Journeys.Where(journey => journey.Kind == SightingKind.Tcp && journey.Length > 0)];
        long answered = data.Where(journey => !journey.IsToServer).Select(journey => journey.Time).DefaultIfEmpty(long.MinValue).Max();
        Journey[] pending = [.. data.Where(journey => journey.IsToServer && journey.Time > answered && journey.WasAt(last))];
        if (pending.Length == 0)
        {
            return null;
        }

        PathFlow flow = exchange.Exchange.Nearest;
        return ServerSilentAtItsEnd.Describe(
            exchange,
            pending,
            pending.Length,
            pending.Sum(journey => journey.Length),
            $"The connection is accepted, what the client sends reaches {exchange.Path[last].Name}, which is at the server, and nothing but acknowledgments leaves it.",
            [
                $"Look in the log of the service on {flow.Server} for this request: hung, overloaded, or waiting for something behind it?",
                "Connect from the server itself: if that hangs as well, restart the service and look at what it waits for.",
            ],
            FindingCodes.TlsHandshakeStalled,
            FindingCodes.RequestUnanswered);
    }
}
