using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Ead;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// Says of packets that a log calls sent and that were never answered where captures show them, and where not: a capture that has other packets
/// of the same check would have shown this one too.
/// </summary>
internal static class PacketsInCaptures
{
    private const int MostFrames = 16;

    /// <summary>Adds to the findings of a log what captures show of the packets these are about.</summary>
    public static IEnumerable<Finding> Add(IEnumerable<Finding> findings, ClientLog log, LogSightings sightings)
    {
        foreach (Finding finding in findings)
        {
            (SecurityExchange, Transmission)? about = finding.Code == FindingCodes.RequestUnanswered ? About(finding, log) : null;
            yield return about is not var (exchange, sent)
                ? finding
                : finding with
                {
                    Evidence = [.. finding.Evidence, .. sightings.Captures(exchange).Select(capture => Proof(exchange, sent, capture, sightings))],
                    Explanation = string.Join(' ', [finding.Explanation, .. sightings.Captures(exchange).Select(capture => Say(exchange, sent, capture, sightings))]),
                };
        }
    }

    /// <summary>Finds packets that no capture shows although one shows others of the same check: they were lost before it.</summary>
    public static IEnumerable<Finding> Lost(ClientLog log, LogSightings sightings, string sourceName)
    {
        TimeSpan? difference = LogSightings.Difference([.. sightings.Pairs(log)]);
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            SourceContext[] captures = [.. sightings.Captures(exchange)];
            foreach (Transmission sent in exchange.Transmissions.Where(exchange.IsUnanswered))
            {
                if (captures.Length == 0 || captures.Any(capture => Seen(exchange, sent, capture, sightings).Length > 0 || sightings.HasPieces(exchange, capture)))
                {
                    continue;
                }

                SourceContext? recording = captures.FirstOrDefault(capture => difference is { } apart
                    && capture.Source.To.IsKnown
                    && capture.Source.To.ToDateTime() >= DateTime.SpecifyKind(sent.Copies[0].Time - apart, DateTimeKind.Utc));
                yield return Of(exchange, sent, recording ?? captures[0], recording is not null, sourceName, sightings);
            }
        }
    }

    private static Finding Of(
        SecurityExchange exchange, Transmission sent, SourceContext capture, bool isRecording, string sourceName, LogSightings sightings) => new()
        {
            Code = FindingCodes.RequestLost,
            Severity = Severity.Fault,
            Confidence = isRecording ? Confidence.Likely : Confidence.Possible,
            Title = $"Packet {(int)sent.Type} was sent, says the log, and does not reach {capture.Name}",
            Explanation = $"The log says that packet {(int)sent.Type} was {ExchangeFacts.SentPhrase(sent)}. {Say(exchange, sent, capture, sightings)} "
                + (isRecording
                    ? "It was lost before it got there: on the way, or in the endpoint itself, whose firewall comes after its log."
                    : "But that capture may have ended before the packet came."),
            Conversation = ExchangeFacts.Conversation(exchange),
            Facts = new Dictionary<string, object>
            {
                ["packetType"] = (int)sent.Type,
                ["sent"] = sent.Copies.Count,
                ["sentAccordingTo"] = sourceName,
                ["notSeenAt"] = capture.Name,
            },
            Evidence = [.. ExchangeFacts.Evidence(sourceName, exchange, sent), Proof(exchange, sent, capture, sightings)],
            Remedies = [$"Look at what lies between the endpoint and {capture.Name}: the endpoint's own firewall, access lists, devices that drop large or fragmented packets."],
            NextSteps = CaptureCommands.ForSilence(exchange),
            Explains = [FindingCodes.RequestUnanswered],
        };

    private static (SecurityExchange Exchange, Transmission Sent)? About(Finding finding, ClientLog log) =>
        finding.Facts.TryGetValue("eventSeqId", out object? id)
        && log.Exchanges.FirstOrDefault(exchange => exchange.EventSequenceId == (string)id) is { } exchange
        && exchange.Transmissions.LastOrDefault(sent => finding.Facts["packetType"].Equals((int)sent.Type)) is { } sent
            ? (exchange, sent)
            : null;

    private static string Say(SecurityExchange exchange, Transmission sent, SourceContext capture, LogSightings sightings) =>
        Seen(exchange, sent, capture, sightings).Length switch
        {
            0 => $"{capture.Name} shows other packets of the same check, but not this one"
                + (sightings.HasPieces(exchange, capture) ? " whole; it has fragments of something." : "."),
            var copies => $"{capture.Name} shows it{(copies == 1 ? string.Empty : $" {copies} times")}.",
        };

    private static Evidence Proof(SecurityExchange exchange, Transmission sent, SourceContext capture, LogSightings sightings)
    {
        EadPacketSeen[] seen = Seen(exchange, sent, capture, sightings);
        return seen.Length > 0
            ? new Evidence(capture.Name, Frames(seen), Filter(seen), $"packet {(int)sent.Type}, which the log says was sent")
            : new Evidence(capture.Name, Frames(sightings.Packets(exchange, capture)), Filter(sightings.Packets(exchange, capture)), $"other packets of the same check; packet {(int)sent.Type} is not among them");
    }

    private static EadPacketSeen[] Seen(SecurityExchange exchange, Transmission sent, SourceContext capture, LogSightings sightings) =>
        [.. sightings.Packets(exchange, capture).Where(packet => packet.From == Side.Client && packet.Type == (int)sent.Type)];

    private static long[] Frames(IEnumerable<EadPacketSeen> packets) => [.. packets.Select(packet => packet.Frame).Take(MostFrames)];

    private static string Filter(IEnumerable<EadPacketSeen> packets) => string.Join(" || ", Frames(packets).Select(frame => $"frame.number == {frame}"));
}
