using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>The symptom: a packet of the client without an answer. What stands behind it, other rules say.</summary>
internal static class RequestUnanswered
{
    /// <summary>Judges each exchange.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, ReportSizings sizings, string sourceName)
    {
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            foreach (Transmission sent in exchange.Transmissions.Where(exchange.IsUnanswered))
            {
                Dictionary<string, object> facts = ExchangeFacts.Facts(log, exchange, sent);
                if (sent.XmlBytes is { } bytes)
                {
                    facts["xmlBytes"] = bytes;
                }

                yield return new Finding
                {
                    Code = FindingCodes.RequestUnanswered,
                    Severity = Severity.Fault,
                    Confidence = Confidence.Certain,
                    Title = $"Packet {(int)sent.Type} ({Name(sent.Type)}) got no answer",
                    Explanation = Explanation(log, exchange, sent),
                    Conversation = ExchangeFacts.Conversation(exchange),
                    Facts = facts,
                    Evidence = ExchangeFacts.Evidence(sourceName, exchange, sent),
                    Remedies = Remedies(sent),
                    NextSteps = CaptureCommands.ForSilence(exchange),
                    Rivals = [.. SilenceCandidates.Codes(sizings.Of(exchange), sent)],
                };
            }
        }
    }

    private static string Explanation(ClientLog log, SecurityExchange exchange, Transmission sent)
    {
        string text = $"Packet {(int)sent.Type} was {ExchangeFacts.SentPhrase(sent)}, and the log shows no answer";
        text += ExchangeFacts.Failure(exchange, sent) is { } failure ? $"; the client gave up with code {failure.Code}. " : ". ";
        text += sent.Type == EadPacketType.Request || !exchange.Packets.Any(packet => packet.Direction == PacketDirection.ToClient)
            ? "Nothing at all came from the policy server in this check. "
            : "Earlier packets of the same check crossed in both directions, so the path and the server work for small packets. ";
        return log.UserMessage is { } message ? $"{text}The user was told: {message}" : text.TrimEnd();
    }

    private static List<string> Remedies(Transmission sent) => sent.Type == EadPacketType.Request
        ?
        [
            "Check that the policy server runs and that access lists, the isolation list of the access device and host firewalls pass "
                + "UDP ports 9019 and 9029 in both directions.",
            "Check that no address translation stands between endpoint and policy server, and that the endpoint uses the network card "
                + "it signed in with.",
        ]
        :
        [
            "Look for the packet in the policy server's debug log: if it is there, the server failed to answer; if not, it never arrived.",
            "Check firewalls and access lists between the two for rules about large packets.",
        ];

    private static string Name(EadPacketType type) => type switch
    {
        EadPacketType.Request => "request",
        EadPacketType.Report => "report",
        _ => "unknown kind",
    };
}
