using System.Globalization;
using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>
/// Reports of which a part reached the server and the rest never did, although agents send again what is not acknowledged: something on the way to the server
/// loses datagrams, or the large ones only. The server's log alone cannot tell which.
/// </summary>
internal static partial class ReportsLost
{
    // UDP payload of a full segment with all that is around it.
    private const int LargestDatagram = 1_200;

    /// <summary>Judges a log.</summary>
    public static IEnumerable<Finding> Judge(ServerLog log, string sourceName)
    {
        (ServerLogEntry Entry, Match Match)[] lost =
        [
            .. log.Entries.Where(entry => entry.Event == ServerEvents.ReportLost).Select(entry => (entry, Lost().Match(entry.Text))).Where(one => one.Item2.Success),
        ];
        if (lost.Length == 0)
        {
            yield break;
        }

        string[] addresses = [.. lost.Select(one => one.Match.Groups["address"].Value).Distinct(StringComparer.Ordinal)];
        int held = lost.Sum(one => Number(one.Match, "held"));
        int expected = lost.Sum(one => Number(one.Match, "expected"));
        yield return new Finding
        {
            Code = FindingCodes.RequestLost,
            Severity = Severity.Warning,
            Confidence = Confidence.Likely,
            Title = $"Reports from {(addresses.Length == 1 ? addresses[0] : $"{addresses.Length} addresses")} never arrived whole",
            Explanation = $"The server says so {ServerLogText.Times(lost.Length)}: {held} of {expected} segments arrived, and the others did not, although agents send them again. "
                + $"The path to it loses datagrams, or only the larger ones, of up to {LargestDatagram} octets, as a device does that drops fragments behind a smaller MTU. "
                + "An agent that ended in the middle or went on at another node, and a server too busy to keep all it was sent, look the same.",
            Count = lost.Length,
            Facts = new Dictionary<string, object> { ["addresses"] = addresses.Length, ["segmentsArrived"] = held, ["segmentsExpected"] = expected },
            Evidence = [ServerLogText.Lines(sourceName, [.. lost.Select(one => one.Entry)], "the server says how much of each report arrived")],
            Remedies = ["Let datagrams of this port pass on every device on the way, also those of 1,200 octets and their fragments; agents use HTTPS meanwhile."],
            NextSteps = ["Capture the UDP port of the security check at the server and at the endpoint at the same time, and give both to `gatehouse diagnose`."],
        };
    }

    private static int Number(Match match, string group) => int.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(
        @"^a report of [0-9a-f-]{36} at (?<address>[^ ]{1,64}) never arrived whole: (?<held>[0-9]{1,4}) of its (?<expected>[0-9]{1,4}) segments did(; |$)",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Lost();
}
