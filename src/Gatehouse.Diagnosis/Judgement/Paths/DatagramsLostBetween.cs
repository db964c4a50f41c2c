using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Requests over UDP without a reply: lost on their way, their replies lost on the way back, or never answered by the server.</summary>
internal sealed class DatagramsLostBetween : IPathRule
{
    public Finding? Judge(ExchangeCase exchange)
    {
        if (!exchange.IsFaulty || exchange.Exchange.Protocol != "udp"
            || !exchange.Shows(FindingCodes.RequestUnanswered, FindingCodes.ServerSilent, FindingCodes.ReportExceedsMtu, FindingCodes.IpFragmentsLost))
        {
            return null;
        }

        int first = Enumerable.Range(0, exchange.Path.Count).First(place => exchange.Exchange.At(place) is not null);
        Journey[] datagrams = [.. exchange.Exchange.Journeys.Where(journey => journey.Kind is SightingKind.Udp or SightingKind.Fragment)];
        long answered = datagrams.Where(journey => !journey.IsToServer && journey.WasAt(first)).Select(journey => journey.Time).DefaultIfEmpty(long.MinValue).Max();
        Journey[] pending = [.. datagrams.Where(journey => journey.IsToServer && journey.WasAt(first) && journey.Time > answered)];
        if (pending.Length == 0)
        {
            return null;
        }

        Journey[] replies = [.. datagrams.Where(journey => !journey.IsToServer && !journey.WasAt(first) && journey.Time > pending[0].Time)];
        Loss[] lostReplies = [.. replies.Select(exchange.LossOf).OfType<Loss>()];
        if (lostReplies.Length > 0)
        {
            return PathMtuOfDatagrams.Judge(exchange, replies, lostReplies, isToServer: false) ?? Lost(exchange, FindingCodes.ReplyLost, replies, lostReplies, isToServer: false);
        }

        Loss[] lost = [.. pending.Select(exchange.LossOf).OfType<Loss>()];
        if (lost.Length == pending.Length)
        {
            return PathMtuOfDatagrams.Judge(exchange, pending, lost, isToServer: true) ?? Lost(exchange, FindingCodes.RequestLost, pending, lost, isToServer: true);
        }

        int last = exchange.Path.Count - 1;
        return exchange.IsAtServer(last) && pending.Any(request => request.WasAt(last)) ? Silent(exchange, pending) : null;
    }

    private static Finding Lost(ExchangeCase exchange, string code, Journey[] journeys, Loss[] losses, bool isToServer)
    {
        (Loss loss, Confidence confidence) = ExchangeCase.Sum(losses);
        PathFlow flow = exchange.Exchange.Nearest;
        string after = exchange.Path[loss.After].Name;
        string before = exchange.Path[loss.Before].Name;
        string what = isToServer ? "requests" : "replies";
        string doubt = confidence == Confidence.Certain
            ? string.Empty
            : $" {before} shows other packets of these hosts at nearly that time; that it was recording at the very moment is likely, not certain.";
        Finding finding = exchange.Complete(
            new Finding
            {
                Code = code,
                Severity = Severity.Fault,
                Confidence = confidence,
                Title = isToServer
                    ? $"Requests to {flow.Server} are lost between {after} and {before}"
                    : $"Replies of {flow.Server} are lost between {after} and {before}",
                Explanation = $"{(losses.Length == 1 ? "A datagram" : $"{losses.Length:N0} datagrams")} passed {after} and never reached {before}, the next vantage point on "
                    + $"{(isToServer ? "the way to the server" : "the way back to the client")}.{doubt}",
                Where = exchange.Between(loss, isToServer),
                Facts = new Dictionary<string, object> { ["datagrams"] = journeys.Length, ["lost"] = losses.Length, ["payloadBytes"] = journeys[0].Length },
                Evidence = PathEvidence.Of(exchange, journeys, what),
                Remedies =
                [
                    $"Check the filters and access lists between {after} and {before} for UDP {(isToServer ? $"port {flow.Server.Port} towards the server" : $"from {flow.Server.Address} to the client")}.",
                    .. isToServer ? (IEnumerable<string>)[] : ["Where replies come from another port than was asked, a stateful firewall takes them for strangers."],
                ],
            },
            FindingCodes.RequestUnanswered);
        return exchange.Chance.Weigh(finding, loss, isToServer, [.. journeys.Where(journey => !journey.WasAt(loss.Before))]);
    }

    private static Finding Silent(ExchangeCase exchange, Journey[] pending)
    {
        Journey[][] requests = [.. pending.GroupBy(journey => journey.Kind == SightingKind.Fragment ? journey.Identification : (ulong)journey.Time).Select(pieces => pieces.ToArray())];
        Journey[] first = requests[0];
        int payload = first[0].Kind == SightingKind.Fragment
            ? first.Max(piece => (int)piece.Sequence + piece.Length) - UdpHeader.HeaderLength
            : first[0].Length;
        return ServerSilentAtItsEnd.Describe(
            exchange,
            pending,
            requests.Length,
            payload,
            $"The requests reach {exchange.Path[^1].Name}, which is at the server, whole, and no reply leaves it.",
            exchange.Symptoms.FirstOrDefault(symptom => symptom.Code == FindingCodes.ServerSilent && symptom.Remedies.Count > 0)?.Remedies ?? [],
            FindingCodes.RequestUnanswered);
    }
}
