using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>Looks for traffic of a server that the user expects.</summary>
internal static class ExpectedTraffic
{
    /// <summary>All endpoints that were asked, over TCP and UDP.</summary>
    public static IEnumerable<IpEndpoint> Servers(SourceContext context) =>
        context.Servers.Select(server => server.Server).Concat(context.UdpServers);

    /// <summary>Whether anybody asked this server. A name counts by the addresses it was resolved to, or by its port alone.</summary>
    public static bool WasSeen(ServerExpectation expected, SourceContext context) =>
        Servers(context).Any(server => expected.Matches(server) && IsOneOf(Addresses(expected, context), server.Address));

    /// <summary>Addresses of a server as far as they are known; empty when they are not.</summary>
    public static IReadOnlyList<IpAddress> Addresses(ServerExpectation expected, SourceContext context)
    {
        if (expected.Address is { } address)
        {
            return [address];
        }

        return context.Resolved.GetValueOrDefault(expected.Host.TrimEnd('.').ToLowerInvariant(), []);
    }

    /// <summary>
    /// Whether a lookup may have been the client's first step to a server: its name is the server's, or the server is known by address
    /// only, was never asked, and this client asked for names and reached nobody.
    /// </summary>
    public static bool MayBeOnTheWay(DnsLookup lookup, ServerExpectation expected, SourceContext context) =>
        LookupNames.AreSame(expected.Host, lookup.Name)
        || (expected.Address is not null && context.Client(lookup.Client)?.ReachedBeyondNames != true && !WasSeen(expected, context));

    /// <summary>Whether a request to a proxy may be for a server; a name in it stands for any address, as the proxy resolves it.</summary>
    public static bool MayBeFor(HttpConversation http, ServerExpectation expected)
    {
        string target = http.IsConnect ? http.Target ?? string.Empty
            : Uri.TryCreate(http.Target, UriKind.Absolute, out Uri? resource) ? resource.Authority
            : http.Host ?? string.Empty;
        return ServerExpectation.TryParse(target, out ServerExpectation asked)
            && (expected.Port == 0 || asked.Port == 0 || asked.Port == expected.Port)
            && ((expected.Address is null) != (asked.Address is null)
                || (expected.Address is { } address ? address == asked.Address : LookupNames.AreSame(expected.Host, asked.Host)));
    }

    private static bool IsOneOf(IReadOnlyList<IpAddress> addresses, IpAddress address) => addresses.Count == 0 || addresses.Contains(address);
}
