using Gatehouse.Agent.Channels;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Agent.Running;

/// <summary>
/// The ways on which checks and heartbeats of one session can travel, best first: UDP to the node that opened it, UDP to the others, which go on
/// with a session of any node (docs/adr/0015), then HTTPS to each. A way that failed is not tried again in this session; the next session tries all.
/// </summary>
internal sealed class CheckWays : IDisposable
{
    private readonly List<(ServerAddress Server, ICheckChannel Channel)> _ways = [];
    private readonly List<IDisposable> _owned = [];
    private int _current;

    /// <summary>Of the compatibility mode, which knows one way only.</summary>
    /// <param name="server">The server.</param>
    /// <param name="channel">The way.</param>
    public CheckWays(ServerAddress server, PlainCheckChannel channel) => _ways.Add((server, channel));

    /// <summary>Of a session.</summary>
    /// <param name="servers">All nodes, the one that opened the session first.</param>
    /// <param name="grant">The session.</param>
    /// <param name="management">The management channel to each of the nodes.</param>
    /// <param name="options">How the agent runs.</param>
    /// <param name="clock">The time.</param>
    public CheckWays(IReadOnlyList<ServerAddress> servers, SessionGrant grant, IReadOnlyList<ManagementChannel> management, AgentOptions options, TimeProvider clock)
    {
        foreach (ServerAddress server in options.UseUdp ? servers : [])
        {
            UdpCheckChannel udp = new(server, grant, options.UdpPatience, servers.Count > 1 ? options.HeartbeatPatienceWithOthers : options.HeartbeatPatience, clock);
            _owned.Add(udp);
            _ways.Add((server, udp));
        }

        _ways.AddRange(servers.Zip(management, (server, channel) => (server, (ICheckChannel)new HttpsCheckChannel(channel, clock))));
    }

    /// <summary>The way in use.</summary>
    public ICheckChannel Channel => _ways[_current].Channel;

    /// <summary>Where it leads.</summary>
    public ServerAddress Server => _ways[_current].Server;

    /// <summary>The way in use when it is UDP, on which the server can begin something.</summary>
    public UdpCheckChannel? Udp => Channel as UdpCheckChannel;

    /// <summary>Why the way before this one was given up; null while the first is in use.</summary>
    public ChannelFailure? Trouble { get; private set; }

    /// <summary>Goes on to the next way after a failure.</summary>
    /// <returns>False when there is none, or when another node would say the same: the server answered, and refused.</returns>
    public bool GoOn(ChannelFailure failure)
    {
        int next = _current + 1;
        if (failure.Status != 0 && Udp is null)
        {
            return false;
        }

        // A session that was ended is ended on every node; over HTTPS the server says why.
        while (failure.IsEndOfSession && next < _ways.Count && _ways[next].Channel is UdpCheckChannel)
        {
            next++;
        }

        if (next >= _ways.Count)
        {
            return false;
        }

        _current = next;
        Trouble = failure;
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _owned.ForEach(way => way.Dispose());
}
