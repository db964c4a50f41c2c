using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Judgement.ServerLogs;

/// <summary>
/// What the server refused over HTTPS, by the kind of problem it answered with. It saw the request, so name, port and path work. Those that are held
/// for approval have a rule of their own.
/// </summary>
internal static partial class RefusedByServer
{
    /// <summary>The kind of problem that says that an endpoint is held.</summary>
    public const string HeldKind = "endpoint-held";

    private const string MissingCertificate = "no-client-certificate";
    private static readonly string[] RejectedCertificate = ["foreign-client-certificate", "expired-client-certificate", "replaced-client-certificate"];

    /// <summary>Judges a log.</summary>
    public static IEnumerable<Finding> Judge(ServerLog log, string sourceName) => log.Entries
        .Where(entry => entry.Event == ServerEvents.Refused)
        .Select(entry => (Entry: entry, Match: Refusal().Match(entry.Text)))
        .Where(refusal => refusal.Match.Success && Kind(refusal.Match) != HeldKind)
        .GroupBy(refusal => Kind(refusal.Match), StringComparer.Ordinal)
        .Select(kind => Tell(kind.Key, [.. kind.Select(refusal => refusal.Entry)], [.. kind.Select(refusal => refusal.Match)], sourceName));

    /// <summary>The kind of a refusal; null for other entries.</summary>
    public static string? KindOf(ServerLogEntry entry) => entry.Event == ServerEvents.Refused && Refusal().Match(entry.Text) is { Success: true } match ? Kind(match) : null;

    private static Finding Tell(string kind, ServerLogEntry[] entries, Match[] matches, string sourceName)
    {
        string detail = matches[^1].Groups["detail"].Value;
        string[] addresses = [.. matches.Select(match => match.Groups["address"].Value).Distinct(StringComparer.Ordinal)];
        return new Finding
        {
            Code = kind == MissingCertificate ? FindingCodes.TlsClientCertificateMissing
                : RejectedCertificate.Contains(kind) ? FindingCodes.TlsClientCertificateRejected
                : FindingCodes.HttpError,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = ServerLogText.What(detail),
            Explanation = $"The server refused {ServerLogText.Times(entries.Length)} for this reason, last at line {entries[^1].Line}, "
                + $"{(addresses.Length == 1 ? $"always from {addresses[0]}" : $"from {addresses.Length} addresses, last {addresses[^1]}")}. The requests arrived, so the path to it works.",
            Count = entries.Length,
            Facts = new Dictionary<string, object> { ["problem"] = kind, ["addresses"] = addresses.Length },
            Evidence = [ServerLogText.Lines(sourceName, entries, "the server says what it refused")],
            Remedies = ServerLogText.Remedies(detail),
        };
    }

    private static string Kind(Match match) => match.Groups["kind"].Value;

    [GeneratedRegex(
        @"^[A-Z]{1,10} (?<route>[^ ]{1,200}) from (?<address>[^ ]{1,64}) was refused as (?<kind>[a-z-]{1,64}): (?<detail>.*)$",
        RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Refusal();
}
