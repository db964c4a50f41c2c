using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Wire.Dns;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>
/// Names that exist and have no address. No address of one family beside one of the other is healthy, and so is a name that nobody wants to
/// connect to: only IPv4 asked for in vain counts, where no answer gave any address and the client reached nobody, or not its server.
/// </summary>
internal static class EmptyNames
{
    /// <summary>The lookups of such names.</summary>
    public static IEnumerable<DnsLookup> Of(SourceContext context)
    {
        HashSet<(string Name, IpAddress Client)> withoutIpv4 =
            [.. context.EmptyLookups.Where(lookup => lookup.Type == (ushort)DnsRecordType.A).Select(lookup => (lookup.Name, lookup.Client))];
        return context.EmptyLookups.Where(lookup => withoutIpv4.Contains((lookup.Name, lookup.Client))
            && !LookupNames.FailsOnHealthyNetworks(lookup.Name, context.Resolved.Keys)
            && !context.Resolved.ContainsKey(lookup.Name)
            && (context.Client(lookup.Client)?.ReachedBeyondNames != true || IsMissedServer(lookup.Name, context)));
    }

    /// <summary>
    /// Whether the name is a server's that the user named, and no lookup of an address for it is open: a name from elsewhere may be one that
    /// nobody connects to, and an answer that was not seen may hold an address of the other family.
    /// </summary>
    public static bool IsSettled(NameFailure failure, SourceContext context) =>
        IsExpected(failure.Name, context)
        && !context.FailedLookups.Any(lookup => lookup.ResponseCode is null && lookup.Client == failure.Lead.Client && LookupNames.AreSame(failure.Name, lookup.Name));

    /// <summary>What was seen, in sentences.</summary>
    public static string Explain(NameFailure failure)
    {
        bool isBoth = failure.Lookups.Any(lookup => lookup.Type == (ushort)DnsRecordType.Aaaa);
        return $"The name server {failure.Lead.Server} answered the client's {(isBoth ? "questions" : "question")} for an address of {failure.Name} without an error and without an address: "
            + $"it knows the name, and has {(isBoth ? "neither an IPv4 nor an IPv6 address" : "no IPv4 address")} for it. No other answer gives one, so the client has nothing to connect to.";
    }

    private static bool IsExpected(string name, SourceContext context) =>
        context.Options.Servers.Any(expected => LookupNames.AreSame(expected.Host, name));

    private static bool IsMissedServer(string name, SourceContext context) =>
        context.Options.Servers.Any(expected => LookupNames.AreSame(expected.Host, name) && !ExpectedTraffic.WasSeen(expected, context));
}
