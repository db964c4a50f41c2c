using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>Chooses which exchange of each side is compared, and says why.</summary>
internal static class ExchangeChoice
{
    /// <summary>The failure of a side that is to be explained: the verdict's, or, with a server named by the user, the first at that server.</summary>
    public static Finding? Fault(Report report, ServerExpectation? server)
    {
        Finding? lead = report.Verdict.FindingIndex is { } index ? report.Findings[index] : null;
        return report.Findings
            .Where(finding => finding.Severity == Severity.Fault && IsAt(finding, server))
            .OrderByDescending(finding => ReferenceEquals(finding, lead))
            .FirstOrDefault();
    }

    /// <summary>What to look for in the side that fails.</summary>
    public static ExchangeTarget First(Finding? fault, ServerExpectation? server) => new()
    {
        Conversation = fault?.Conversation,
        Name = NameOf(fault),
        Protocol = NameOf(fault) is null ? fault?.Conversation?.Protocol : "tcp",
        IsSecurityCheck = IsCheck(fault),
        Expected = server,
        WantsSuccess = fault is null,
    };

    /// <summary>What to look for in the other side: the same server, or what comes nearest.</summary>
    public static ExchangeTarget Second(ObservedExchange first, ServerExpectation? server) => new()
    {
        Server = first.Server,
        Name = first.ServerName,
        Protocol = first.Tcp is not null || first.Server is null && first.Lookup is not null ? "tcp" : first.IsEmpty ? null : "udp",
        IsSecurityCheck = first.CheckPackets.Count > 0,
        Expected = server,
        WantsSuccess = true,
    };

    /// <summary>Says which two exchanges are compared, and why they are thought to be the same.</summary>
    public static string Describe(ObservedExchange good, ObservedExchange bad, ComparisonOptions options)
    {
        string first = bad.Faults.Any() ? "BAD's is the exchange that its diagnosis finds at fault"
            : good.Faults.Any() ? "GOOD's is the exchange that its diagnosis finds at fault"
            : "BAD's is its most telling exchange, since no fault was found in it";
        (ObservedExchange other, string side) = !bad.Faults.Any() && good.Faults.Any() ? (bad, "BAD's") : (good, "GOOD's");
        string second = other.Match switch
        {
            ExchangeMatch.SameServer or ExchangeMatch.Same => $"{side} is with the same server",
            ExchangeMatch.SameName => $"{side} is with the server of the same name",
            ExchangeMatch.SecurityCheck => good.Server == bad.Server && good.Server is not null
                ? $"{side} is a security check with the same server"
                : $"{side} is a security check too, though not with the same server",
            ExchangeMatch.SamePort => $"{side} goes to the same port of another host, so it may be another service; --server says which is meant",
            ExchangeMatch.SameHost => $"{side} goes to another port of the same host, so it may be another service; --server says which is meant",
            _ => $"{side} shows nothing of it",
        };
        string chosen = options.Server is { } server
            ? $"Both are exchanges with {server.Host}{(server.Port == 0 ? string.Empty : $":{server.Port}")}, as asked for."
            : $"{first}; {second}.";
        return AreOtherEnds(good, bad)
            ? $"{chosen} GOOD was captured at the {End(good)} and BAD at the {End(bad)}, so that times to live cannot be compared."
            : chosen;
    }

    /// <summary>Whether one side was captured at its client and the other at its server.</summary>
    public static bool AreOtherEnds(ObservedExchange good, ObservedExchange bad) =>
        good.CapturedAt is { } one && bad.CapturedAt is { } other && one != other;

    /// <summary>Says that there is nothing to compare, and what to do.</summary>
    public static string NothingToCompare(ObservedExchange good, ObservedExchange bad, ComparisonOptions options)
    {
        (EvidenceInput side, string name) = good.IsEmpty ? (options.Good, "GOOD") : (options.Bad, "BAD");
        ObservedExchange other = good.IsEmpty ? bad : good;
        string what = options.Server is { } server ? $"{server.Host}{(server.Port == 0 ? string.Empty : $":{server.Port}")}"
            : other.Name is { } exchange ? $"{exchange.Protocol} {exchange.Server}"
            : other.ServerName ?? "a server";
        string? endpoint = good.IsEmpty ? options.GoodEndpoint : options.BadEndpoint;
        string whose = endpoint is null ? string.Empty : $" of {endpoint}";
        return $"{name} ({side.Path}) shows no exchange{whose} with {what} that could be compared; give evidence of the same exchange, or name its server with --server";
    }

    private static bool IsAt(Finding finding, ServerExpectation? server) =>
        server is null || finding.Conversation is null
        || (IpEndpoint.TryParse(finding.Conversation.Server, out IpEndpoint asked) && server.Matches(asked))
        || finding.Code == FindingCodes.NameResolutionFailed;

    private static string End(ObservedExchange exchange) => exchange.CapturedAt == Side.Client ? "client" : "server";

    private static string? NameOf(Finding? fault) => fault?.Code == FindingCodes.NameResolutionFailed
        && fault.Facts.TryGetValue("name", out object? name) ? name as string : null;

    private static bool IsCheck(Finding? fault) => fault?.Code is FindingCodes.ReportExceedsMtu or FindingCodes.PostureNoncompliant;
}
