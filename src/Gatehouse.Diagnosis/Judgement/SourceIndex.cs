using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Answers what rules ask across all servers and connections of a source, gathered once so that asking often stays cheap.</summary>
/// <param name="context">The source, learnt to its end.</param>
internal sealed class SourceIndex(SourceContext context)
{
    private readonly Dictionary<ServerExpectation, bool> _seen = [];
    private readonly Lazy<IReadOnlyList<DnsLookup>> _failedNames = new(() => [.. NameResolutionFailed.Failures(context)]);
    private readonly Lazy<Dictionary<string, int>> _certificates = new(() => CountCertificates(context.Servers));
    private readonly Lazy<Dictionary<(IpAddress Client, IpEndpoint Proxy, string Target), long>> _successes = new(() => FindSuccesses(context.KeptTcp));

    /// <summary>Lookups whose failure matters.</summary>
    public IReadOnlyList<DnsLookup> FailedNames => _failedNames.Value;

    /// <summary>Whether anybody asked a server that the user expects.</summary>
    public bool WasSeen(ServerExpectation expected)
    {
        if (!_seen.TryGetValue(expected, out bool wasSeen))
        {
            _seen[expected] = wasSeen = ExpectedTraffic.Find(expected, context);
        }

        return wasSeen;
    }

    /// <summary>How many different certificates of an issuer different hosts showed.</summary>
    public int CertificatesOf(string issuer) => _certificates.Value.GetValueOrDefault(issuer);

    /// <summary>The last request of a client for a target that a proxy answered without an error; 0 when there was none.</summary>
    public long LastProxySuccess(IpAddress client, IpEndpoint proxy, string? target) =>
        _successes.Value.GetValueOrDefault((client, proxy, target ?? string.Empty));

    private static Dictionary<string, int> CountCertificates(IEnumerable<ServerProfile> servers)
    {
        Dictionary<string, (HashSet<IpAddress> Hosts, HashSet<string> Shown)> byIssuer = [];
        foreach (ServerProfile server in servers)
        {
            foreach ((string sha256, string issuer) in server.Certificates)
            {
                if (!byIssuer.TryGetValue(issuer, out (HashSet<IpAddress> Hosts, HashSet<string> Shown) known))
                {
                    byIssuer[issuer] = known = ([], []);
                }

                if (known.Hosts.Add(server.Server.Address))
                {
                    known.Shown.Add(sha256);
                }
            }
        }

        return byIssuer.ToDictionary(issuer => issuer.Key, issuer => issuer.Value.Shown.Count);
    }

    private static Dictionary<(IpAddress Client, IpEndpoint Proxy, string Target), long> FindSuccesses(IEnumerable<TcpConversation> connections)
    {
        Dictionary<(IpAddress Client, IpEndpoint Proxy, string Target), long> last = [];
        foreach (TcpConversation connection in connections)
        {
            if (connection.Http is { ErrorStatus: 0, Responses: > 0 } http)
            {
                (IpAddress, IpEndpoint, string) key = (connection.Client.Address, connection.Server, http.Target ?? string.Empty);
                last[key] = Math.Max(last.GetValueOrDefault(key), http.RequestFrame);
            }
        }

        return last;
    }
}
