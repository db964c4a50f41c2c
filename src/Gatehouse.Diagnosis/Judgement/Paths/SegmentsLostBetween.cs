using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>
/// Data of a TCP connection that one vantage point shows and the next never does, however often it is sent: large segments only, which is a
/// path-MTU black hole, or any. Segments are compared by the octets they cover, because offload cuts them anew.
/// </summary>
internal sealed class SegmentsLostBetween : IPathRule
{
    /// <summary>Octets of payload below which a segment passes every path in use.</summary>
    private const int SmallSegment = 1_200;

    private const int FewestForBlackHole = 3;
    private const int FewestForLoss = 2;

    public Finding? Judge(ExchangeCase exchange)
    {
        if (!exchange.IsFaulty || exchange.Exchange.Protocol != "tcp")
        {
            return null;
        }

        foreach (bool isToServer in (ReadOnlySpan<bool>)[true, false])
        {
            Journey[] data =
            [
                .. exchange.Exchange.Journeys.Where(journey => journey.Kind == SightingKind.Tcp && journey.Length > 0 && journey.IsToServer == isToServer),
            ];
            (Journey Journey, Loss Loss)[] lost = [.. Lost(data, exchange)];
            if (lost.Length >= FewestForLoss && Describe(exchange, data, lost, isToServer) is { } finding)
            {
                return finding;
            }
        }

        return null;
    }

    private static IEnumerable<(Journey Journey, Loss Loss)> Lost(Journey[] data, ExchangeCase exchange)
    {
        OctetRanges?[] seen = new OctetRanges?[exchange.Path.Count];
        foreach (Journey journey in data)
        {
            if (exchange.LossOf(journey) is { } loss)
            {
                seen[loss.Before] ??= new OctetRanges(
                    data[0].Sequence, data.Where(other => other.WasAt(loss.Before)).Select(other => (other.Sequence, other.Length)));
                if (!seen[loss.Before]!.Cover(journey.Sequence, journey.Length))
                {
                    yield return (journey, loss);
                }
            }
        }
    }

    private static Finding? Describe(ExchangeCase exchange, Journey[] data, (Journey Journey, Loss Loss)[] lost, bool isToServer)
    {
        (Loss loss, Confidence confidence) = ExchangeCase.Sum([.. lost.Select(one => one.Loss)]);
        Journey[] gone = [.. lost.Where(one => one.Loss.Before == loss.Before && one.Loss.After == loss.After).Select(one => one.Journey)];
        int smallest = gone.Min(journey => journey.Length);
        int largestPassed = data.Where(journey => journey.WasAt(loss.Before)).Select(journey => journey.Length).DefaultIfEmpty(0).Max();
        bool anyPassed = exchange.Exchange.Journeys.Any(journey =>
            journey.IsToServer == isToServer && journey.WasAt(loss.After) && journey.WasAt(loss.Before));
        if (!anyPassed)
        {
            // Not even small packets are known again: a device rewrites sequence numbers, and nothing can be said.
            return null;
        }

        bool isBlackHole = gone.Length >= FewestForBlackHole && smallest >= SmallSegment && largestPassed < smallest;
        return isBlackHole
            ? BlackHole(exchange, gone, loss, confidence, largestPassed, isToServer)
            : Data(exchange, gone, loss, confidence, isToServer);
    }

    private static Finding BlackHole(ExchangeCase exchange, Journey[] gone, Loss loss, Confidence confidence, int largestPassed, bool isToServer)
    {
        PathFlow flow = exchange.Exchange.Nearest;
        string after = exchange.Path[loss.After].Name;
        string before = exchange.Path[loss.Before].Name;
        Finding? symptom = exchange.Symptoms.FirstOrDefault(known => known.Code == FindingCodes.PathMtuBlackHole);
        Finding finding = exchange.Complete(
            new Finding
            {
                Code = FindingCodes.PathMtuBlackHole,
                Severity = Severity.Fault,
                Confidence = confidence,
                Title = $"Large packets {(isToServer ? "to" : "from")} {flow.Server} vanish between {after} and {before}: path MTU black hole",
                Explanation = $"Segments of {gone.Min(journey => journey.Length):N0} octets and more were sent {gone.Length:N0} times past {after} and not one reached {before}, "
                    + $"while smaller ones did (up to {largestPassed:N0} octets). A link between the two takes less, and the sender is not told or does not listen.",
                Where = exchange.Between(loss, isToServer),
                Facts = new Dictionary<string, object>
                {
                    ["direction"] = isToServer ? "to-server" : "to-client",
                    ["payloadBytes"] = gone.Max(journey => journey.Length),
                    ["largestDelivered"] = largestPassed,
                    ["sent"] = gone.Length,
                },
                Evidence = PathEvidence.Of(exchange, gone, "large segments"),
                Remedies = symptom?.Remedies ??
                [
                    "Permit ICMP type 3 code 4 (ICMPv6 type 2) through every firewall between the two, and on both hosts.",
                    $"Find the smaller link between {after} and {before}, and let the router in front of it lower the MSS until then.",
                ],
            },
            FindingCodes.TlsHandshakeStalled,
            FindingCodes.RequestUnanswered,
            FindingCodes.PacketLoss);
        return exchange.Chance.Weigh(finding, loss, isToServer, gone);
    }

    private static Finding Data(ExchangeCase exchange, Journey[] gone, Loss loss, Confidence confidence, bool isToServer)
    {
        PathFlow flow = exchange.Exchange.Nearest;
        string after = exchange.Path[loss.After].Name;
        string before = exchange.Path[loss.Before].Name;
        Finding finding = exchange.Complete(
            new Finding
            {
                Code = isToServer ? FindingCodes.RequestLost : FindingCodes.ReplyLost,
                Severity = Severity.Fault,
                Confidence = confidence,
                Title = $"Data {(isToServer ? "to" : "from")} {flow.Server} is lost between {after} and {before}",
                Explanation = $"{gone.Length:N0} segments with data passed {after}, and their octets never reached {before}, however often they were sent.",
                Where = exchange.Between(loss, isToServer),
                Facts = new Dictionary<string, object> { ["segments"] = gone.Length, ["payloadBytes"] = gone.Max(journey => journey.Length) },
                Evidence = PathEvidence.Of(exchange, gone, "segments"),
                Remedies = [$"Look at the filters and interface counters of the devices between {after} and {before}."],
            },
            FindingCodes.TlsHandshakeStalled,
            FindingCodes.RequestUnanswered,
            FindingCodes.PacketLoss);
        return exchange.Chance.Weigh(finding, loss, isToServer, gone);
    }
}
