using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>A security check of which the log shows a part only: nothing follows from what is missing.</summary>
internal static class LogEndsEarly
{
    /// <summary>Judges each exchange.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, string sourceName)
    {
        foreach (SecurityExchange exchange in log.Exchanges.Where(exchange => exchange.Outcome == ExchangeOutcome.Unfinished))
        {
            ExchangePacket last = exchange.Packets[^1];
            yield return new Finding
            {
                Code = FindingCodes.CaptureIncomplete,
                Severity = Severity.Note,
                Confidence = Confidence.Certain,
                Title = "The log shows only part of a security check",
                Explanation = "The last packet logged is at line "
                    + $"{last.Line}; whether the check went on cannot be told. Collect the log again after a complete sign-in.",
                Conversation = ExchangeFacts.Conversation(exchange),
                Evidence = [new Evidence(sourceName, [last.Line], Filter: null, "the last packet of the check")],
            };
        }
    }
}
