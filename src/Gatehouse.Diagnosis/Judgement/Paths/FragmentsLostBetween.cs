using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Udp;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Fragments that one vantage point shows and the next does not.</summary>
internal sealed class FragmentsLostBetween : IPathRule
{
    /// <summary>Octets of a UDP header, and of an ICMP echo's.</summary>
    private const int HeaderLength = 8;

    public Finding? Judge(ExchangeCase exchange)
    {
        Datagram[] lost =
        [
            .. exchange.Exchange.Journeys
                .Where(journey => journey.Kind == SightingKind.Fragment)
                .GroupBy(journey => (journey.IsToServer, journey.Identification))
                .Select(pieces => Datagram.Of([.. pieces], exchange))
                .OfType<Datagram>(),
        ];
        return lost.Length == 0 || !(exchange.IsFaulty || lost.Any(datagram => datagram.Loss.Absence == Absence.IsProof))
            ? null
            : Describe([.. lost.GroupBy(datagram => (datagram.IsToServer, datagram.Loss.After, datagram.Loss.Before)).MaxBy(same => same.Count())!], exchange);
    }

    private static Finding Describe(Datagram[] datagrams, ExchangeCase exchange)
    {
        bool isToServer = datagrams[0].IsToServer;
        Loss loss = datagrams[0].Loss;
        string kind = datagrams.Select(datagram => datagram.Lost).Distinct().Count() == 1 ? datagrams[0].Lost : "some";
        bool isTold = exchange.Symptoms.Any(symptom => symptom.Code == FindingCodes.IpFragmentsLost
            && symptom.Facts.TryGetValue("reassemblyTimeouts", out object? told) && told is > 0);
        bool isProof = datagrams.Any(datagram => datagram.Loss.Absence == Absence.IsProof) || (isTold && kind != "all");
        PathFlow flow = exchange.Exchange.Nearest;
        IpAddress receiver = (isToServer ? flow.Server : flow.Client).Address;
        string after = exchange.Path[loss.After].Name;
        string before = exchange.Path[loss.Before].Name;
        Dictionary<string, object> facts = new()
        {
            ["datagrams"] = datagrams.Length,
            ["fragmentsSent"] = datagrams.Sum(datagram => datagram.Sent),
            ["fragmentsArrived"] = datagrams.Sum(datagram => datagram.Arrived),
            ["lost"] = kind,
            ["direction"] = isToServer ? "to-server" : "to-client",
        };
        if (datagrams.Max(datagram => datagram.PayloadBytes) is { } payload)
        {
            facts["payloadBytes"] = payload;
        }

        Finding finding = exchange.Complete(
            new Finding
            {
                Code = FindingCodes.IpFragmentsLost,
                Severity = exchange.IsFaulty ? Severity.Fault : Severity.Warning,
                Confidence = isProof ? Confidence.Certain : Confidence.Likely,
                Title = $"IP fragments to {receiver} are lost between {after} and {before}",
                Explanation = Explain(datagrams, kind, after, before, isProof, isTold),
                Where = exchange.Between(loss, isToServer),
                Count = datagrams.Length,
                Facts = facts,
                Evidence = PathEvidence.Of(exchange, [.. datagrams.SelectMany(datagram => datagram.Pieces)], "fragments"),
                Remedies = Remedies(exchange, flow, after, before),
                NextSteps = isProof ? [] : [NextCapture.AlongThePath(flow.Client.Address, flow.Server.Address)],
            },
            FindingCodes.ReportExceedsMtu,
            FindingCodes.RequestUnanswered,
            FindingCodes.ServerSilent);
        return exchange.Chance.Weigh(finding, loss, isToServer, [.. datagrams.SelectMany(datagram => datagram.Pieces).Where(piece => !piece.WasAt(loss.Before))]);
    }

    private static string Explain(Datagram[] datagrams, string kind, string after, string before, bool isProof, bool isTold)
    {
        string which = kind switch
        {
            "all" => "none of their fragments",
            "all-but-first" => "only their first fragments",
            _ => "only some of their fragments",
        };
        string count = datagrams.Length == 1 ? "One fragmented datagram passed" : $"{datagrams.Length:N0} fragmented datagrams passed";
        return $"{count} {after} whole; {before}, the next vantage point on their way, shows {which}. "
            + (isTold ? "The receiver says itself that it waited in vain for the rest (ICMP \"fragment reassembly time exceeded\"). " : string.Empty)
            + (isProof
                ? $"The device that drops them sits between {after} and {before}."
                : $"It sits between {after} and {before}, unless {before} was not recording at that moment or leaves such packets out.");
    }

    private static List<string> Remedies(ExchangeCase exchange, PathFlow flow, string after, string before)
    {
        IReadOnlyList<string> known =
            exchange.Symptoms.FirstOrDefault(symptom => symptom.Code == FindingCodes.IpFragmentsLost && symptom.Remedies.Count > 0)?.Remedies
            ?? FragmentLossText.PathRemedies(flow.Client.Address, flow.Server.Address);
        return
        [
            $"Look at the devices between {after} and {before} alone; the rest of the path lets these fragments pass.",
            .. known,
        ];
    }

    private sealed record Datagram(
        IReadOnlyList<Journey> Pieces, bool IsToServer, Loss Loss, int Sent, int Arrived, string Lost, int? PayloadBytes)
    {
        public static Datagram? Of(Journey[] pieces, ExchangeCase exchange)
        {
            Loss[] losses = [.. pieces.Select(exchange.LossOf).OfType<Loss>()];
            if (losses.Length == 0)
            {
                return null;
            }

            bool isToServer = pieces[0].IsToServer;
            Loss first = isToServer ? losses.MinBy(loss => loss.After) : losses.MaxBy(loss => loss.After);
            Loss loss = losses.FirstOrDefault(other => other.After == first.After && other.Absence == Absence.IsProof, first);
            Journey[] arrived = [.. pieces.Where(piece => piece.WasAt(loss.Before))];
            string lost = arrived.Length == 0 ? "all" : arrived.All(piece => piece.Sequence == 0) ? "all-but-first" : "some";
            int total = pieces.Max(piece => (int)piece.Sequence + piece.Length);
            return new Datagram(
                pieces,
                isToServer,
                loss,
                pieces.Select(piece => piece.Sequence).Distinct().Count(),
                arrived.Select(piece => piece.Sequence).Distinct().Count(),
                lost,
                pieces.Length > 1 ? total - HeaderLength : null);
        }
    }
}
