using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>A RST that one vantage point shows and the next one towards its claimed sender never saw.</summary>
internal sealed class ResetInjectedBetween : IPathRule
{
    public Finding? Judge(ExchangeCase exchange)
    {
        if (!exchange.IsFaulty || exchange.Exchange.Protocol != "tcp")
        {
            return null;
        }

        foreach (Journey reset in exchange.Exchange.Journeys.Where(journey => journey.Kind == SightingKind.Tcp && (journey.Flags & TcpFlags.Rst) != 0))
        {
            int step = reset.IsToServer ? -1 : 1;
            int origin = reset.IsToServer
                ? Enumerable.Range(0, exchange.Path.Count).First(reset.WasAt)
                : Enumerable.Range(0, exchange.Path.Count).Last(reset.WasAt);
            int sender = origin + step;
            if (sender >= 0 && sender < exchange.Path.Count && Doubt(exchange, origin, sender, reset) is { } absence && absence != Absence.MeansNothing)
            {
                return Describe(exchange, reset, origin, sender, absence == Absence.IsProof ? Confidence.Certain : Confidence.Likely);
            }
        }

        return null;
    }

    /// <summary>How sure it is that a place towards the claimed sender would have shown the RST.</summary>
    private static Absence Doubt(ExchangeCase exchange, int origin, int place, Journey reset)
    {
        IReadOnlyList<Journey> journeys = exchange.Exchange.Journeys;
        if (journeys.Any(journey => journey.Key == reset.Key && journey.WasAt(place)))
        {
            return Absence.MeansNothing;
        }

        Absence absence = Coverage.Of(exchange.Path[place], place, exchange.Exchange, reset);
        bool passOthers = journeys.Any(journey => journey.IsToServer == reset.IsToServer && journey.Kind == SightingKind.Tcp && journey.WasAt(origin) && journey.WasAt(place));
        if (passOthers)
        {
            return absence == Absence.IsProof ? absence : Absence.MeansNothing;
        }

        // The claimed sender never spoke at all: the RST answers a request that did not get as far as this place.
        bool isAnswer = !journeys.Any(journey => journey.Kind == SightingKind.Tcp && journey.IsToServer == reset.IsToServer && journey != reset && journey.Key != reset.Key);
        return isAnswer && exchange.Exchange.At(place) is null ? absence : Absence.MeansNothing;
    }

    private static Finding Describe(ExchangeCase exchange, Journey reset, int origin, int sender, Confidence confidence)
    {
        PathFlow flow = exchange.Exchange.Nearest;
        string claimed = reset.IsToServer ? "client" : "server";
        string after = exchange.Path[sender].Name;
        string before = exchange.Path[origin].Name;
        Journey[] own = [.. exchange.Exchange.Journeys.Where(journey => journey.IsToServer == reset.IsToServer && journey != reset && journey.WasAt(sender)).Take(Proof.MostFrames)];
        return exchange.Complete(
            new Finding
            {
                Code = FindingCodes.TcpResetInjected,
                Severity = Severity.Fault,
                Confidence = confidence,
                Title = $"A device between {after} and {before} breaks connections to {flow.Server} with a RST in the {claimed}'s name",
                Explanation = $"{before} shows a RST from the {claimed}; {after}, which lies between {before} and the {claimed}, "
                    + (own.Length > 0
                        ? $"shows the {claimed}'s other packets of this connection and never that RST. "
                        : $"shows other packets of the {claimed} and neither that RST nor what it answers. ")
                    + "Somebody between the two sent it. Firewalls, intrusion prevention and content filters end connections in this way."
                    + (confidence == Confidence.Certain ? string.Empty : $" That {after} records such connections at all is likely, not certain."),
                Where = new Location(after, before, reset.IsToServer ? "to-server" : "to-client", null),
                Facts = new Dictionary<string, object>
                {
                    ["claimedSender"] = claimed,
                    ["proof"] = "absent at the vantage point nearer to its claimed sender",
                    ["resetTtl"] = (int)reset.At(origin)!.Value.Ttl,
                },
                NextSteps = confidence == Confidence.Certain ? [] : [NextCapture.AlongThePath(flow.Client.Address, flow.Server.Address)],
                Evidence =
                [
                    .. PathEvidence.Of(exchange, [reset], "the forged RST"),
                    .. own.Length > 0 ? PathEvidence.Of(exchange, own, $"packets of the {claimed} itself") : [],
                ],
                Remedies =
                [
                    $"Look in the logs of firewalls, intrusion prevention and web filters between {after} and {before}, at the time of this frame, for the rule that resets this connection; exempt the server there.",
                ],
            },
            FindingCodes.TcpReset,
            FindingCodes.TcpRefused,
            FindingCodes.TlsRefusedAfterHello,
            FindingCodes.TlsHandshakeStalled,
            FindingCodes.RequestUnanswered);
    }
}
