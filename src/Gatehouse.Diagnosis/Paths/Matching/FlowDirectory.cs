using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>Numbers the conversations of one vantage point, with the same notion of client and server as the trackers have.</summary>
internal sealed class FlowDirectory
{
    /// <summary>Most conversations of one vantage point; packets of further ones are not indexed.</summary>
    public const int MostFlows = 65_536;

    /// <summary>Most fragmented datagrams remembered at a time.</summary>
    private const int MostDatagrams = 16_384;

    private const ushort FirstEphemeralPort = 10_000;

    private readonly List<PathFlow> _flows = [];
    private readonly Dictionary<FlowKey, int> _tcp = [];
    private readonly Dictionary<UdpKey, int> _udp = [];
    private readonly Dictionary<FlowKey, int> _hosts = [];
    private readonly HashSet<(string Protocol, IpAddress Client, IpEndpoint Server)> _services = [];
    private readonly Dictionary<FragmentKey, (int Flow, bool IsFromClient)> _datagrams = [];

    /// <summary>All conversations by number.</summary>
    public IReadOnlyList<PathFlow> Flows => _flows;

    /// <summary>Whether there were more than can be held.</summary>
    public bool IsFull { get; private set; }

    /// <summary>The connection of a segment; -1 when the directory is full.</summary>
    /// <param name="source">Sender.</param>
    /// <param name="destination">Receiver.</param>
    /// <param name="opening">Sequence number if it is a SYN without ACK, which opens a connection; else null.</param>
    /// <param name="isAnswer">Whether it is a SYN with ACK, which a server sends.</param>
    /// <param name="isFromClient">Whether the client sent it.</param>
    public int Tcp(IpEndpoint source, IpEndpoint destination, uint? opening, bool isAnswer, out bool isFromClient)
    {
        FlowKey key = new(source, destination);
        bool known = _tcp.TryGetValue(key, out int flow);
        if (!known || (opening is not null && _flows[flow].OpeningSequence != opening))
        {
            bool opens = opening is not null || (!isAnswer && IsClient(source, destination));
            flow = Add(new PathFlow("tcp", opens ? source : destination, opens ? destination : source, opening));
            if (flow >= 0)
            {
                _tcp[key] = flow;
            }
        }

        isFromClient = flow >= 0 && _flows[flow].Client == source;
        return flow;
    }

    /// <summary>Whether a connection between two endpoints was seen, whatever its sequence numbers.</summary>
    public bool KnowsTcp(IpEndpoint one, IpEndpoint other) => _tcp.ContainsKey(new FlowKey(one, other));

    /// <summary>Whether any conversation of a client with a server's port was seen.</summary>
    public bool Knows(string protocol, IpAddress client, IpEndpoint server) => _services.Contains((protocol, client, server));

    /// <summary>The conversation of a datagram; -1 when the directory is full.</summary>
    public int Udp(IpEndpoint source, IpEndpoint destination, out bool isFromClient)
    {
        isFromClient = true;
        if (_udp.TryGetValue(new UdpKey(source, destination.Address), out int flow))
        {
            return flow;
        }

        isFromClient = false;
        if (_udp.TryGetValue(new UdpKey(destination, source.Address), out flow))
        {
            return flow;
        }

        isFromClient = !(source.Port < FirstEphemeralPort && destination.Port >= FirstEphemeralPort && source.Port < destination.Port);
        (IpEndpoint client, IpEndpoint server) = isFromClient ? (source, destination) : (destination, source);
        flow = Add(new PathFlow("udp", client, server, null));
        if (flow >= 0)
        {
            _udp[new UdpKey(client, server.Address)] = flow;
        }

        return flow;
    }

    /// <summary>What two hosts say to each other without ports; -1 when the directory is full.</summary>
    /// <param name="client">The host that asks, should this be the first packet.</param>
    /// <param name="server">The other.</param>
    public int Hosts(IpAddress client, IpAddress server)
    {
        FlowKey key = new(new IpEndpoint(client, 0), new IpEndpoint(server, 0));
        if (!_hosts.TryGetValue(key, out int flow))
        {
            flow = Add(new PathFlow("icmp", new IpEndpoint(client, 0), new IpEndpoint(server, 0), null));
            if (flow >= 0)
            {
                _hosts[key] = flow;
            }
        }

        return flow;
    }

    /// <summary>Remembers to which conversation a fragmented datagram belongs, from its first fragment.</summary>
    public void Remember(in FragmentKey datagram, int flow, bool isFromClient)
    {
        if (_datagrams.Count >= MostDatagrams)
        {
            _datagrams.Clear();
        }

        _datagrams[datagram] = (flow, isFromClient);
    }

    /// <summary>The conversation a later fragment belongs to; false when its first one was not seen.</summary>
    public bool TryRecall(in FragmentKey datagram, out int flow, out bool isFromClient)
    {
        bool known = _datagrams.TryGetValue(datagram, out (int Flow, bool IsFromClient) found);
        (flow, isFromClient) = found;
        return known;
    }

    private static bool IsClient(IpEndpoint source, IpEndpoint destination) =>
        source.Port >= FirstEphemeralPort != destination.Port >= FirstEphemeralPort
            ? source.Port >= FirstEphemeralPort
            : source.Port >= destination.Port;

    private int Add(PathFlow flow)
    {
        if (_flows.Count >= MostFlows)
        {
            IsFull = true;
            return -1;
        }

        _flows.Add(flow);
        _services.Add((flow.Protocol, flow.Client.Address, flow.Server));
        return _flows.Count - 1;
    }
}
