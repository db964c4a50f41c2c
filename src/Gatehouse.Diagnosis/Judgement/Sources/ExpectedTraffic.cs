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

    /// <summary>
    /// Whether anybody asked this server, straight or through a proxy's tunnel. A name counts by the addresses it was resolved to, or by
    /// its port alone.
    /// </summary>
    public static bool WasSeen(ServerExpectation expected, SourceContext context) => context.Index.WasSeen(expected);

    /// <summary>Looks for it among all servers and tunnels; <see cref="WasSeen"/> remembers the answer.</summary>
    public static bool Find(ServerExpectation expected, SourceContext context)
    {
        IReadOnlyList<IpAddress> addresses = Addresses(expected, context);
        return Servers(context).Any(server => expected.Matches(server) && IsOneOf(addresses, server.Address))
            || context.Tunnels.Values.Any(tunnel => IsFor(tunnel.Http!, expected, context));
    }

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
    public static bool MayBeFor(HttpConversation http, ServerExpectation expected) =>
        Asked(http, expected) is { } asked && ((expected.Address is null) != (asked.Address is null) || AreSame(asked, expected));

    /// <inheritdoc cref="MayBeFor(HttpConversation, ServerExpectation)"/>
    public static bool MayBeFor(string target, ServerExpectation expected) =>
        Parse(target, expected) is { } asked && ((expected.Address is null) != (asked.Address is null) || AreSame(asked, expected));

    /// <summary>Whether a request to a proxy is for a server, by its name or address, or by an address that the name was resolved to.</summary>
    public static bool IsFor(HttpConversation http, ServerExpectation expected, SourceContext context) =>
        Asked(http, expected) is { } asked
        && (AreSame(asked, expected)
            || (asked.Address is null && expected.Address is { } address && Addresses(asked, context).Contains(address))
            || (asked.Address is { } target && expected.Address is null && Addresses(expected, context).Contains(target)));

    private static bool AreSame(ServerExpectation asked, ServerExpectation expected) => expected.Address is { } address
        ? address == asked.Address
        : asked.Address is null && LookupNames.AreSame(expected.Host, asked.Host);

    /// <summary>What a proxy was asked for; null when that is on another port than the server's.</summary>
    private static ServerExpectation? Asked(HttpConversation http, ServerExpectation expected)
    {
        string target = http.IsConnect ? http.Target ?? string.Empty
            : Uri.TryCreate(http.Target, UriKind.Absolute, out Uri? resource) ? resource.Authority
            : http.Host ?? string.Empty;
        return Parse(target, expected);
    }

    private static ServerExpectation? Parse(string target, ServerExpectation expected) =>
        ServerExpectation.TryParse(target, out ServerExpectation asked) && (expected.Port == 0 || asked.Port == 0 || asked.Port == expected.Port)
            ? asked
            : null;

    private static bool IsOneOf(IReadOnlyList<IpAddress> addresses, IpAddress address) => addresses.Count == 0 || addresses.Contains(address);
}
