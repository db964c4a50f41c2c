using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>The causes of silence that look alike from the client's log, each named as possible.</summary>
internal static class SilenceCandidates
{
    /// <summary>Codes of the causes the log leaves open for one packet.</summary>
    public static IEnumerable<string> Codes(ReportSizing? sizing, Transmission sent)
    {
        if (sizing is null || !ReferenceEquals(sizing.Sent, sent) || !sizing.MayTravelInFragments)
        {
            return [FindingCodes.ServerSilent, FindingCodes.RequestLost, FindingCodes.ReplyLost];
        }

        // With small packets crossing all the while, loss of whole packets is no match for loss of fragments.
        return sizing.TravelsPlainInFragments
            ? [FindingCodes.IpFragmentsLost, FindingCodes.ServerSilent]
            : [FindingCodes.IpFragmentsLost, FindingCodes.ServerSilent, FindingCodes.RequestLost, FindingCodes.ReplyLost];
    }

    /// <summary>One finding per cause and unanswered packet; lost fragments have a rule of their own.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, ReportSizings sizings, string sourceName)
    {
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            foreach (Transmission sent in exchange.Transmissions.Where(exchange.IsUnanswered))
            {
                string[] codes = [.. Codes(sizings.Of(exchange), sent)];
                foreach (string code in codes.Where(code => code != FindingCodes.IpFragmentsLost))
                {
                    yield return new Finding
                    {
                        Code = code,
                        Severity = Severity.Fault,
                        Confidence = Confidence.Possible,
                        Title = Title(code, sent),
                        Explanation = "The client's log cannot tell this from the other causes named; captures at both ends can.",
                        Conversation = ExchangeFacts.Conversation(exchange),
                        Facts = ExchangeFacts.Facts(log, exchange, sent),
                        Evidence = ExchangeFacts.Evidence(sourceName, exchange, sent),
                        Rivals = [.. codes.Where(other => other != code)],
                    };
                }
            }
        }
    }

    private static string Title(string code, Transmission sent) => code switch
    {
        FindingCodes.ServerSilent => $"The server may have received packet {(int)sent.Type} and not answered",
        FindingCodes.RequestLost => $"Packet {(int)sent.Type} may have been lost on its way to the server",
        _ => $"The answer to packet {(int)sent.Type} may have been lost on its way back",
    };
}
