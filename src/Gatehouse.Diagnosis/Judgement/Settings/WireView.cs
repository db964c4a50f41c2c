using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>What captures show of the ports that settings name.</summary>
/// <param name="sources">The captures.</param>
/// <param name="httpPort">The port for HTTP.</param>
/// <param name="httpsPort">The port for HTTPS.</param>
/// <param name="servers">Names and addresses of the servers as settings write them; other hosts use these ports too.</param>
internal sealed class WireView(IReadOnlyList<WireSource> sources, ushort httpPort, ushort httpsPort, IReadOnlyList<string> servers)
{
    /// <summary>Codes that show a client using a transport in vain. What TLS itself fails of (versions, certificates) is no question of these settings.</summary>
    private static readonly string[] InVain =
    [
        FindingCodes.TcpNoAnswer, FindingCodes.TcpRefused, FindingCodes.IcmpRejected, FindingCodes.TcpReset,
        FindingCodes.HttpOnTlsPort, FindingCodes.TlsOnHttpPort, FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsHandshakeStalled,
        FindingCodes.RequestUnanswered,
    ];

    private readonly Dictionary<WireSource, HashSet<IpAddress>> _addresses = [];

    /// <summary>Whether there are captures at all.</summary>
    public bool IsThere => sources.Count > 0;

    /// <summary>Connections that were tried to the port of a transport.</summary>
    public long Tried(Transport transport) => At(transport).Sum(server => server.Attempts);

    /// <summary>Whether a transport was seen to work on its port.</summary>
    public bool Works(Transport transport) => At(transport).Any(server => transport == Transport.Http ? server.LastHttpSuccessFrame > 0 : server.TlsEstablished > 0);

    /// <summary>The fault, if any, of clients that use a transport in vain; the surest of several.</summary>
    public Finding? Failure(Transport transport) => sources
        .SelectMany(source => source.Findings.Where(finding => finding.Severity == Severity.Fault && InVain.Contains(finding.Code) && IsOf(finding, transport, Addresses(source))))
        .MaxBy(finding => (finding.Confidence, finding.Count));

    /// <summary>TLS versions that servers agreed to on the port for HTTPS, the oldest first.</summary>
    public IReadOnlyList<string> TlsVersionsSeen() =>
        [.. At(Transport.Https).SelectMany(server => server.Versions).Select(seen => seen.Version).Distinct().OrderBy(TlsVersions.Rank).Select(TlsVersions.Name)];

    private IEnumerable<ServerProfile> At(Transport transport) =>
        sources.SelectMany(source => source.Context.Servers.Where(server => server.Server.Port == (transport == Transport.Http ? httpPort : httpsPort) && IsServer(server.Server, Addresses(source))));

    /// <summary>The addresses that the servers have in a capture; empty when it does not show them under any known address, as behind address translation.</summary>
    private HashSet<IpAddress> Addresses(WireSource source)
    {
        if (_addresses.TryGetValue(source, out HashSet<IpAddress>? addresses))
        {
            return addresses;
        }

        addresses = [];
        foreach (string name in servers)
        {
            if (IpAddress.TryParse(name, out IpAddress address))
            {
                addresses.Add(address);
            }
            else
            {
                addresses.UnionWith(source.Context.Resolved
                    .Where(resolved => resolved.Key.TrimEnd('.').Equals(name, StringComparison.OrdinalIgnoreCase))
                    .SelectMany(resolved => resolved.Value));
            }
        }

        addresses.IntersectWith(source.Context.Servers.Select(server => server.Server.Address));
        _addresses[source] = addresses;
        return addresses;
    }

    private static bool IsServer(IpEndpoint server, HashSet<IpAddress> addresses) => addresses.Count == 0 || addresses.Contains(server.Address);

    /// <summary>Which transport the client of a finding used: the code says it where the port and the content differ.</summary>
    private bool IsOf(Finding finding, Transport transport, HashSet<IpAddress> addresses)
    {
        if (finding.Conversation is not { Protocol: "tcp" } conversation
            || !IpEndpoint.TryParse(conversation.Server, out IpEndpoint server)
            || !IsServer(server, addresses))
        {
            return false;
        }

        return finding.Code switch
        {
            FindingCodes.HttpOnTlsPort => transport == Transport.Http && server.Port == httpsPort,
            FindingCodes.TlsOnHttpPort => transport == Transport.Https && (server.Port == httpPort || server.Port == httpsPort),
            _ => server.Port == (transport == Transport.Http ? httpPort : httpsPort),
        };
    }
}
