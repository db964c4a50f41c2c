using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>The whole picture of one source, for rules.</summary>
public sealed class SourceContext
{
    /// <summary>Most servers and clients profiled.</summary>
    public const int MostProfiles = 8_192;

    /// <summary>Most ICMP errors and lookups kept apart from conversations.</summary>
    public const int MostKept = 4_096;

    private readonly Dictionary<IpEndpoint, ServerProfile> _servers = [];
    private readonly Dictionary<IpAddress, ClientProfile> _clients = [];
    private readonly List<IcmpError> _icmpErrors = [];
    private readonly List<DnsLookup> _failedLookups = [];
    private readonly List<DnsLookup> _answeredLookups = [];
    private readonly List<DnsLookup> _emptyLookups = [];
    private readonly Dictionary<string, IReadOnlyList<IpAddress>> _resolved = [];
    private readonly List<FragmentedDatagram> _incomplete = [];
    private readonly Dictionary<IpAddress, byte> _ttls = [];
    private readonly HashSet<IpEndpoint> _udpServers = [];
    private IpEndpoint _latestUdpServer;
    private readonly Dictionary<string, TcpConversation> _tunnels = [];
    private NamesMet? _names;
    private readonly HashSet<(ulong Mac, ushort Port)> _reachedOverIpv4 = [];
    private SourceIndex? _index;

    /// <summary>The source as a whole.</summary>
    public required SourceObservations Source { get; init; }

    /// <summary>What the user asked and knows.</summary>
    public required DiagnosisOptions Options { get; init; }

    /// <summary>Name of the source in the report.</summary>
    public string Name => Source.Name;

    /// <summary>ICMP errors, attached to a conversation or not; at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<IcmpError> IcmpErrors => _icmpErrors;

    /// <summary>Lookups that failed or were not answered; at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<DnsLookup> FailedLookups => _failedLookups;

    /// <summary>Lookups that were answered without any address; at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<DnsLookup> EmptyLookups => _emptyLookups;

    /// <summary>Lookups that gave addresses; at most <see cref="MostKept"/>.</summary>
    public IReadOnlyList<DnsLookup> AnsweredLookups => _answeredLookups;

    /// <summary>Addresses of the names that did resolve; at most <see cref="MostKept"/> names.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<IpAddress>> Resolved => _resolved;

    /// <summary>
    /// Datagrams of which not every fragment was captured and which belong to no UDP conversation, because they are no UDP or their
    /// ports are not known; at most <see cref="MostKept"/>.
    /// </summary>
    public IReadOnlyList<FragmentedDatagram> IncompleteWithoutPorts => _incomplete;

    /// <summary>Conversations that were only counted, because there were too many of too many kinds to keep.</summary>
    public long NotJudged { get; internal set; }

    /// <summary>Whether a fault was found that is certain; known to the rules about the source that are tried later.</summary>
    public bool HasCertainFault { get; internal set; }

    /// <summary>All server profiles.</summary>
    public IReadOnlyCollection<ServerProfile> Servers => _servers.Values;

    /// <summary>Conversations kept for judging, one example for each that looks the same.</summary>
    public IReadOnlyList<TcpConversation> KeptTcp
    {
        get;
        internal set
        {
            field = value;
            _index = null;
        }
    } = [];

    /// <inheritdoc cref="KeptTcp"/>
    public IReadOnlyList<UdpConversation> KeptUdp { get; internal set; } = [];

    /// <summary>Fragmented datagrams that were captured whole.</summary>
    public long CompleteFragmented { get; private set; }

    /// <summary>
    /// Whether any fragment other than a first one was captured: proof that the capture's filter lets them through, which a filter on
    /// ports does not.
    /// </summary>
    public bool ShowsLaterFragments { get; private set; }

    /// <summary>What the conversations say about holes of the capture itself.</summary>
    public CaptureGaps Gaps { get; } = new();

    /// <summary>Endpoints that were asked over UDP; at most <see cref="MostProfiles"/>.</summary>
    public IReadOnlyCollection<IpEndpoint> UdpServers => _udpServers;

    /// <summary>Payload packets sent in TCP connections, and those sent again.</summary>
    public long TcpPayloadPackets { get; private set; }

    /// <inheritdoc cref="TcpPayloadPackets"/>
    public long TcpRetransmissions { get; private set; }

    /// <summary>What is known of a server; null when nothing was seen of it.</summary>
    public ServerProfile? Server(IpEndpoint server) => _servers.GetValueOrDefault(server);

    /// <summary>What is known of the server of a connection; null when that is behind a proxy, whose profile is not the server's.</summary>
    public ServerProfile? ServerOf(TcpConversation conversation) => conversation.TunnelFrame == 0 ? Server(conversation.Server) : null;

    /// <summary>What is known of a client; null when nothing was seen of it.</summary>
    public ClientProfile? Client(IpAddress client) => _clients.GetValueOrDefault(client);

    /// <summary>Time to live with which packets of a host arrive at the capture; 0 when none was captured.</summary>
    public byte TtlOf(IpAddress host) => _ttls.GetValueOrDefault(host);

    /// <summary>Whether the host with a hardware address connected to a port over IPv4.</summary>
    public bool ReachedOverIpv4(ulong mac, ushort port) => mac != 0 && _reachedOverIpv4.Contains((mac, port));

    /// <summary>
    /// Whether the user said which servers matter and this is none of them.
    /// </summary>
    public bool IsBesideThePoint(IpEndpoint server) =>
        Options.Servers.Count > 0 && !IsExpected(server);

    /// <summary>Whether the user said which servers matter and this connection leads to none of them, neither straight nor through a proxy.</summary>
    public bool IsBesideThePoint(TcpConversation conversation) =>
        IsBesideThePoint(conversation.Server)
        && !(conversation is { TunnelFrame: > 0, Http: { } http } && IsExpected(http));

    /// <summary>Which expected servers are named at all.</summary>
    internal NamesMet Names => _names ??= new NamesMet(Options.Servers);

    /// <summary>What rules look up across conversations and servers; asked for only when everything has been learnt.</summary>
    internal SourceIndex Index => _index ??= new SourceIndex(this);

    /// <summary>Targets of tunnels that proxies opened; at most <see cref="MostProfiles"/>.</summary>
    internal IReadOnlyDictionary<string, TcpConversation> Tunnels => _tunnels;

    internal void Learn(TcpConversation conversation)
    {
        if (conversation is { TunnelFrame: > 0, Http.Target: { } target } && _tunnels.Count < MostProfiles)
        {
            _tunnels.TryAdd(target, conversation);
        }

        Names.Note(conversation.Tls);
        Names.Note(conversation.Http);
        if (!_servers.TryGetValue(conversation.Server, out ServerProfile? server) && _servers.Count < MostProfiles)
        {
            _servers[conversation.Server] = server = new ServerProfile(conversation.Server);
        }

        server?.Learn(conversation);
        ClientOf(conversation.Client.Address)?.Learn(conversation);
        NoteTtl(conversation.Client.Address, conversation.FromClient.Ttl);
        NoteTtl(conversation.Server.Address, conversation.FromServer.Ttl);
        if (conversation is { IsEstablished: true, ClientMac: > 0, Client.Address.IsIpv4: true } && _reachedOverIpv4.Count < MostProfiles)
        {
            _reachedOverIpv4.Add((conversation.ClientMac, conversation.Server.Port));
        }

        TcpPayloadPackets += conversation.FromClient.PayloadPackets + conversation.FromServer.PayloadPackets;
        TcpRetransmissions += conversation.FromClient.Retransmissions + conversation.FromServer.Retransmissions;
        Gaps.Learn(conversation);
    }

    internal void Learn(UdpConversation conversation)
    {
        Names.Note(conversation.Dtls);
        ClientOf(conversation.Client.Address)?.Learn(conversation);
        NoteTtl(conversation.Client.Address, conversation.FromClient.Ttl);
        NoteTtl(conversation.Server.Address, conversation.FromServer.Ttl);

        // Most of them are lookups, one after the other, at the same name server.
        if (conversation.Server != _latestUdpServer && _udpServers.Count < MostProfiles)
        {
            _latestUdpServer = conversation.Server;
            _udpServers.Add(conversation.Server);
        }
    }

    internal void Learn(IcmpError error)
    {
        if (_icmpErrors.Count < MostKept)
        {
            _icmpErrors.Add(error);
        }
    }

    internal void Learn(DnsLookup lookup)
    {
        Names.Note(lookup);
        if (lookup.Addresses.Count > 0)
        {
            if (_answeredLookups.Count < MostKept)
            {
                _answeredLookups.Add(lookup);
            }

            if (_resolved.Count < MostKept || _resolved.ContainsKey(lookup.Name))
            {
                _resolved[lookup.Name] = lookup.Addresses;
            }
        }
        else if (lookup.ResponseCode != 0 && _failedLookups.Count < MostKept)
        {
            _failedLookups.Add(lookup);
        }
        else if (lookup.HasNoAddress && _emptyLookups.Count < MostKept)
        {
            _emptyLookups.Add(lookup);
        }
    }

    internal void Learn(FragmentedDatagram datagram)
    {
        if (datagram.IsComplete)
        {
            CompleteFragmented++;
            ShowsLaterFragments = true;
            return;
        }

        ShowsLaterFragments |= datagram.Pieces.Any(piece => piece.Offset > 0);
        if ((datagram.SourcePort == 0 || datagram.Protocol != IpProtocol.Udp) && _incomplete.Count < MostKept)
        {
            _incomplete.Add(datagram);
        }
    }

    private bool IsExpected(IpEndpoint server) => Options.Servers.Any(expected => expected.Matches(server));

    private bool IsExpected(HttpConversation http) => Options.Servers.Any(expected => ExpectedTraffic.IsFor(http, expected, this));

    private void NoteTtl(IpAddress host, byte ttl)
    {
        if (ttl != 0 && _ttls.Count < MostProfiles)
        {
            _ttls.TryAdd(host, ttl);
        }
    }

    private ClientProfile? ClientOf(IpAddress address)
    {
        if (!_clients.TryGetValue(address, out ClientProfile? client) && _clients.Count < MostProfiles)
        {
            _clients[address] = client = new ClientProfile(address);
        }

        return client;
    }
}
