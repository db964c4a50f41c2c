using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>
/// A verdict that isolates the endpoint or logs it off. The layout of packet 4 is not published, so its values are
/// searched for the words of the policy's actions and for what the client tells the user; hence never more than likely.
/// </summary>
internal static class PostureNoncompliant
{
    /// <summary>Judges each exchange.</summary>
    public static IEnumerable<Finding> Judge(ClientLog log, string sourceName)
    {
        foreach (SecurityExchange exchange in log.Exchanges)
        {
            if (exchange.Received(EadPacketType.Verdict) is not { Document: { } document } verdict)
            {
                continue;
            }

            EadItem[] telling = [.. document.Items.Where(VerdictWords.AreTelling)];
            if (telling.Length == 0)
            {
                continue;
            }

            var facts = new Dictionary<string, object> { ["items"] = (string[])[.. telling.Select(item => $"{item.Name}={item.Value}")] };
            if (exchange.EventSequenceId is { } id)
            {
                facts["eventSeqId"] = id;
            }

            yield return new Finding
            {
                Code = FindingCodes.PostureNoncompliant,
                Severity = Severity.Fault,
                Confidence = Confidence.Likely,
                Title = "The policy server found the endpoint not compliant",
                Explanation = "The report was answered, so the channel works. The verdict says "
                    + $"{string.Join(", ", telling.Select(item => $"{item.Name} = {item.Value}"))}.",
                Conversation = ExchangeFacts.Conversation(exchange),
                Facts = facts,
                Evidence = [new Evidence(sourceName, [verdict.Line], Filter: null, "packet 4, the verdict")],
                Remedies = ["Mend on the endpoint what the verdict names, then run the security check again."],
            };
        }
    }
}
