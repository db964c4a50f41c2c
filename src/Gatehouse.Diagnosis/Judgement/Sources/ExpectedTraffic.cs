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

    private static bool IsOneOf(IReadOnlyList<IpAddress> addresses, IpAddress address) => addresses.Count == 0 || addresses.Contains(address);
}
