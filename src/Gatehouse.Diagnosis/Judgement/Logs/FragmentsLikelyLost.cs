using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// What probably became of a report that left in fragments. A log shows no packets, so this stays one of the possible
/// explanations until captures at both ends confirm it.
/// </summary>
internal static class FragmentsLikelyLost
{
    /// <summary>Judges each exchange.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, ReportSizings sizings, string sourceName)
    {
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            if (sizings.Of(exchange) is not { } sizing || !exchange.IsUnanswered(sizing.Sent) || !sizing.MayTravelInFragments)
            {
                continue;
            }

            Dictionary<string, object> facts = ExchangeFacts.Facts(log, exchange, sizing.Sent);
            facts["datagrams"] = sizing.Sent.Copies.Count;
            facts["xmlBytes"] = sizing.XmlBytes;
            facts["pathPayloadLimit"] = ReportSizing.PathPayloadLimit;
            yield return new Finding
            {
                Code = FindingCodes.IpFragmentsLost,
                Severity = Severity.Fault,
                Confidence = Confidence.Possible,
                Title = "The path seems to drop fragments of the report",
                Explanation = (exchange.Packets.Any(packet => packet.Direction == PacketDirection.ToClient)
                    ? "Small packets crossed in both directions, and the large report got no answer, however often it was sent. "
                    : "The large report got no answer, however often it was sent. ")
                    + "A device that drops IP fragments does exactly that; a server that chokes on the report looks the same from here.",
                Conversation = ExchangeFacts.Conversation(exchange),
                Count = sizing.Sent.Copies.Count,
                Facts = facts,
                Evidence = ExchangeFacts.Evidence(sourceName, exchange, sizing.Sent),
                NextSteps = CaptureCommands.ForFragments(exchange, sizing.XmlBytes),
                Explains = [FindingCodes.RequestUnanswered],
                Rivals = [FindingCodes.ServerSilent],
            };
        }
    }
}
