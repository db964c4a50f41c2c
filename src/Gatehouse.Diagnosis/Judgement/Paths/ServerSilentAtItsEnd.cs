using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Paths.Fates;
using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>The finding that requests reach the vantage point at the server and that the server does not answer them, over TCP or UDP.</summary>
internal static class ServerSilentAtItsEnd
{
    /// <summary>Describes it.</summary>
    /// <param name="exchange">The conversation.</param>
    /// <param name="pending">The packets that were not answered.</param>
    /// <param name="sent">How many requests they are.</param>
    /// <param name="payload">Octets of payload of one request, or of all that is pending.</param>
    /// <param name="explanation">What is seen there.</param>
    /// <param name="remedies">What to do.</param>
    /// <param name="explains">Symptoms it explains.</param>
    public static Finding Describe(
        ExchangeCase exchange, Journey[] pending, int sent, int payload, string explanation, IReadOnlyList<string> remedies, params IReadOnlyList<string> explains)
    {
        PathFlow flow = exchange.Exchange.Nearest;
        return exchange.Complete(
            new Finding
            {
                Code = FindingCodes.ServerSilent,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = $"{flow.Server} receives requests and does not answer them",
                Explanation = $"{explanation} The path is not the cause.",
                Where = exchange.At(exchange.Path.Count - 1),
                Facts = new Dictionary<string, object> { ["sent"] = sent, ["payloadBytes"] = payload },
                Evidence = PathEvidence.Of(exchange, pending, "requests"),
                Remedies = remedies,
            },
            explains);
    }
}
