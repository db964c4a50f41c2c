using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Settings;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>What captures show of the ports that settings name.</summary>
/// <param name="sources">The captures.</param>
/// <param name="httpPort">The port for HTTP.</param>
/// <param name="httpsPort">The port for HTTPS.</param>
internal sealed class WireView(IReadOnlyList<WireSource> sources, ushort httpPort, ushort httpsPort)
{
    /// <summary>Codes that show a client using a transport in vain. What TLS itself fails of (versions, certificates) is no question of these settings.</summary>
    private static readonly string[] InVain =
    [
        FindingCodes.TcpNoAnswer, FindingCodes.TcpRefused, FindingCodes.IcmpRejected, FindingCodes.TcpReset,
        FindingCodes.HttpOnTlsPort, FindingCodes.TlsOnHttpPort, FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsHandshakeStalled,
        FindingCodes.HttpError, FindingCodes.RequestUnanswered, FindingCodes.CaptureIncomplete,
    ];

    private IEnumerable<ServerProfile> Servers => sources.SelectMany(source => source.Context.Servers);

    /// <summary>Whether there are captures at all.</summary>
    public bool IsThere => sources.Count > 0;

    /// <summary>Connections that were tried to the port of a transport.</summary>
    public long Tried(Transport transport) => At(transport).Sum(server => server.Attempts);

    /// <summary>Whether a transport was seen to work on its port.</summary>
    public bool Works(Transport transport) => At(transport).Any(server => transport == Transport.Http ? server.LastHttpSuccessFrame > 0 : server.TlsEstablished > 0);

    /// <summary>The fault, if any, of clients that use a transport in vain; the surest of several.</summary>
    public Finding? Failure(Transport transport) => sources
        .SelectMany(source => source.Findings)
        .Where(finding => finding.Severity == Severity.Fault && InVain.Contains(finding.Code) && IsOf(finding, transport))
        .MaxBy(finding => (finding.Confidence, finding.Count));

    /// <summary>TLS versions that servers agreed to on the port for HTTPS, the oldest first.</summary>
    public IReadOnlyList<string> TlsVersionsSeen() =>
        [.. At(Transport.Https).SelectMany(server => server.Versions).Select(seen => seen.Version).Distinct().OrderBy(TlsVersions.Rank).Select(TlsVersions.Name)];

    private IEnumerable<ServerProfile> At(Transport transport) =>
        Servers.Where(server => server.Server.Port == (transport == Transport.Http ? httpPort : httpsPort));

    /// <summary>Which transport the client of a finding used: the code says it where the port and the content differ.</summary>
    private bool IsOf(Finding finding, Transport transport)
    {
        if (finding.Conversation is not { Protocol: "tcp" } conversation || !IpEndpoint.TryParse(conversation.Server, out IpEndpoint server))
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
