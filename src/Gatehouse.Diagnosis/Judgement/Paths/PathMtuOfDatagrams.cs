using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Datagrams that must not be fragmented and vanish for their size: smaller ones of the same conversation pass the same segment.</summary>
internal static class PathMtuOfDatagrams
{
    /// <summary>Octets of payload below which a datagram passes every path in use.</summary>
    private const int SmallDatagram = 1_200;

    private const int Fewest = 3;

    /// <summary>Judges datagrams known to be lost.</summary>
    /// <param name="exchange">The conversation.</param>
    /// <param name="journeys">The datagrams.</param>
    /// <param name="losses">Where they were lost.</param>
    /// <param name="isToServer">Which way they went.</param>
    /// <returns>Null when size does not explain it.</returns>
    public static Finding? Judge(ExchangeCase exchange, Journey[] journeys, Loss[] losses, bool isToServer)
    {
        (Loss loss, Confidence confidence) = ExchangeCase.Sum(losses);
        int smallest = journeys.Min(journey => journey.Length);
        int largestPassed = exchange.Exchange.Journeys
            .Where(journey => journey.Kind == SightingKind.Udp && journey.IsToServer == isToServer && journey.WasAt(loss.Before))
            .Select(journey => journey.Length)
            .DefaultIfEmpty(0)
            .Max();
        bool isTold = exchange.Exchange.Journeys.Any(journey => journey.Kind == SightingKind.IcmpError && journey.IsToServer != isToServer);
        bool isSize = losses.Length >= Fewest && smallest >= SmallDatagram && largestPassed > 0 && largestPassed < smallest
            && journeys.All(journey => journey is { Kind: SightingKind.Udp, DontFragment: true });
        if (!isSize || isTold)
        {
            return null;
        }

        // One datagram sent again and again might be dropped for what it says; several sizes would not.
        bool isOne = journeys.DistinctBy(journey => journey.Key).Count() == 1;
        PathFlow flow = exchange.Exchange.Nearest;
        string after = exchange.Path[loss.After].Name;
        string before = exchange.Path[loss.Before].Name;
        Finding finding = exchange.Complete(
            new Finding
            {
                Code = FindingCodes.PathMtuBlackHole,
                Severity = Severity.Fault,
                Confidence = isOne && confidence == Confidence.Certain ? Confidence.Likely : confidence,
                Title = $"Large datagrams {(isToServer ? "to" : "from")} {flow.Server} vanish between {after} and {before}: path MTU black hole",
                Explanation = $"Datagrams of {smallest:N0} octets and more, marked not to be fragmented, passed {after} {losses.Length:N0} times and not one reached {before}, while smaller ones did "
                    + $"(up to {largestPassed:N0} octets). A link between the two takes less, and no ICMP told the sender."
                    + (isOne ? " It was one and the same datagram each time, so a filter on what it carries is not ruled out." : string.Empty),
                Where = exchange.Between(loss, isToServer),
                Facts = new Dictionary<string, object>
                {
                    ["direction"] = isToServer ? "to-server" : "to-client",
                    ["payloadBytes"] = journeys.Max(journey => journey.Length),
                    ["largestDelivered"] = largestPassed,
                    ["sent"] = losses.Length,
                },
                Evidence = PathEvidence.Of(exchange, journeys, "large datagrams"),
                Remedies =
                [
                    "Permit ICMP type 3 code 4 (ICMPv6 type 2) through every firewall between the two, and on both hosts.",
                    $"Find the smaller link between {after} and {before}: ping across it with -M do and growing -s (Windows: -f -l).",
                ],
                NextSteps = isOne ? [NextCapture.AlongThePath(flow.Client.Address, flow.Server.Address)] : [],
            },
            FindingCodes.RequestUnanswered,
            FindingCodes.RequestLost,
            FindingCodes.ReplyLost);
        return exchange.Chance.Weigh(finding, loss, isToServer, [.. journeys.Where(journey => !journey.WasAt(loss.Before))]);
    }
}
