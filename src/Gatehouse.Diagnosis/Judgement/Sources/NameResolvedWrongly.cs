using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>
/// A name that leads elsewhere: the user says where the server is, nothing goes there, and the client knocks in vain on the
/// same port of an address that it had looked up.
/// </summary>
internal sealed class NameResolvedWrongly : ISourceRule
{
    public IEnumerable<Finding> Judge(SourceContext context)
    {
        foreach (ServerExpectation expected in context.Options.Servers)
        {
            if (expected.Address is { } address && !ExpectedTraffic.WasSeen(expected, context)
                && Elsewhere(expected, context) is var (lookup, tried))
            {
                yield return Describe(address, lookup, tried, context);
            }
        }
    }

    private static (DnsLookup Lookup, ServerProfile Tried)? Elsewhere(ServerExpectation expected, SourceContext context)
    {
        foreach (ServerProfile tried in context.Servers.Where(server =>
            server.Accepted == 0 && (expected.Port == 0 || server.Server.Port == expected.Port)))
        {
            if (context.AnsweredLookups.FirstOrDefault(lookup => lookup.Addresses.Contains(tried.Server.Address)) is { } lookup)
            {
                return (lookup, tried);
            }
        }

        return null;
    }

    private static Finding Describe(IpAddress expected, DnsLookup lookup, ServerProfile tried, SourceContext context) => new()
    {
        Code = FindingCodes.NameResolutionFailed,
        Severity = Severity.Fault,
        Confidence = Confidence.Likely,
        Title = $"The name {lookup.Name} leads to {tried.Server.Address}, not to {expected}",
        Explanation = $"The name server {lookup.Server} gave {tried.Server.Address} for {lookup.Name}; the client tried port {tried.Server.Port} there in vain, and nothing went to {expected}, "
            + "where the server is said to be. An outdated record, another view of the zone, or an entry in a hosts file would do that.",
        Facts = new Dictionary<string, object>
        {
            ["name"] = lookup.Name,
            ["resolvedTo"] = lookup.Addresses.Select(address => address.ToString()).ToArray(),
            ["expected"] = expected.ToString(),
            ["nameServer"] = lookup.Server.ToString(),
        },
        Evidence =
        [
            new Evidence(
                context.Name,
                FindingNames.Frames(lookup.QueryFrame, lookup.ResponseFrame),
                $"dns.qry.name == \"{lookup.Name}\"",
                "the name and the address given for it"),
        ],
        Remedies =
        [
            $"Correct the record of {lookup.Name} on {lookup.Server}, or give the client the name server that has the right one; then empty the client's cache (ipconfig /flushdns).",
            $"If {tried.Server.Address} is right after all, repair the service there.",
        ],
        Explains = [FindingCodes.NoTraffic, FindingCodes.TcpRefused, FindingCodes.TcpNoAnswer],
    };
}
