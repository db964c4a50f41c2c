using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>One TCP connection as the capture shows it. Observers fill it; rules read it.</summary>
public sealed class TcpConversation : Flow<TcpConversation>
{
    /// <summary>Most ICMP errors kept for one connection.</summary>
    public const int MostIcmpErrors = 8;

    private const int MostRemaining = 2;

    private List<IcmpError>? _icmpErrors;

    internal TcpConversation(long stream, IpEndpoint client, IpEndpoint server)
    {
        Stream = stream;
        Key = new FlowKey(client, server);
        Client = client;
        Server = server;
    }

    /// <summary>Number of the connection in its source, from 0 in order of the first packet.</summary>
    public long Stream { get; }

    /// <summary>The side that opened it; when no SYN was captured, a guess by ports and by who says hello.</summary>
    public IpEndpoint Client { get; private set; }

    /// <summary>The other side.</summary>
    public IpEndpoint Server { get; private set; }

    /// <summary>What the client sent.</summary>
    public TcpDirection FromClient { get; private set; } = new();

    /// <summary>What the server sent.</summary>
    public TcpDirection FromServer { get; private set; } = new();

    /// <summary>First packet.</summary>
    public long FirstFrame { get; internal init; }

    /// <summary>Time of the first packet.</summary>
    public Timestamp FirstTime { get; internal init; } = Timestamp.None;

    /// <summary>Last packet.</summary>
    public long LastFrame { get; internal set; }

    /// <summary>Time of the last packet.</summary>
    public Timestamp LastTime { get; internal set; } = Timestamp.None;

    /// <summary>
    /// Nanoseconds of packet time for which the capture went on after the last packet: silence counts no further than that.
    /// </summary>
    public long SilenceAfter { get; internal set; }

    /// <summary>Packets of which the capture kept only the beginning (snap length).</summary>
    public long CutPackets { get; internal set; }

    /// <summary>Whether the capture's clock leapt while the connection lasted: times and silence are not to be trusted.</summary>
    public bool ClockLeapt { get; internal set; }

    /// <summary>Hardware address of the client, low 48 bits; 0 when not known.</summary>
    public ulong ClientMac { get; internal set; }

    /// <summary>Whether the capture shows the client's SYN.</summary>
    public bool OpeningSeen => FromClient.SynFrame != 0;

    /// <summary>Whether both sides agreed to talk: SYN and SYN-ACK, or payload in both directions.</summary>
    public bool IsEstablished =>
        (FromClient.SynFrame != 0 && FromServer.SynFrame != 0) || (FromClient.HasPayload && FromServer.HasPayload);

    /// <summary>
    /// Whether only one direction was captured although the other must have existed. The last packets of an older connection,
    /// one or two without payload, do not tell that.
    /// </summary>
    public bool IsOneSided => FromClient.Packets == 0
        ? !IsRemainder(FromServer)
        : FromServer.Packets == 0 && (FromClient.HasPayload || FromClient.HasAcknowledged) && !IsRemainder(FromClient);

    /// <summary>The TLS conversation inside; null when there is none.</summary>
    public TlsConversation? Tls { get; internal set; }

    /// <summary>The HTTP/1 exchange inside; null when there is none in the clear.</summary>
    public HttpConversation? Http { get; internal set; }

    /// <summary>
    /// The frame in which a proxy opened a tunnel (HTTP CONNECT); 0 when this is none. <see cref="Tls"/> and the kinds of both streams are
    /// then those inside it, between the client and the target of <see cref="Http"/>.
    /// </summary>
    public long TunnelFrame { get; internal set; }

    /// <summary>What the client's first octets look like.</summary>
    public StreamKind ClientKind { get; internal set; }

    /// <summary>What the server's first octets look like.</summary>
    public StreamKind ServerKind { get; internal set; }

    /// <summary>ICMP errors that quote a packet of this connection.</summary>
    public IReadOnlyList<IcmpError> IcmpErrors => _icmpErrors ?? (IReadOnlyList<IcmpError>)[];

    /// <summary>Which FIN or RST came first.</summary>
    public TcpEnding EndedBy
    {
        get
        {
            TcpEnding ending = TcpEnding.None;
            long first = long.MaxValue;
            Consider(FromClient.FinFrame, TcpEnding.ClientFin);
            Consider(FromServer.FinFrame, TcpEnding.ServerFin);
            Consider(FromClient.Reset?.Frame ?? 0, TcpEnding.ClientReset);
            Consider(FromServer.Reset?.Frame ?? 0, TcpEnding.ServerReset);
            return ending;

            void Consider(long frame, TcpEnding candidate)
            {
                if (frame != 0 && frame < first)
                {
                    first = frame;
                    ending = candidate;
                }
            }
        }
    }

    /// <summary>Leaps of the clock before the first packet.</summary>
    internal int LeapsBefore { get; init; }

    /// <summary>The same whichever side is the client.</summary>
    internal FlowKey Key { get; }

    internal DirectionFollower? ClientStream { get; set; }

    internal DirectionFollower? ServerStream { get; set; }

    private static bool IsRemainder(TcpDirection alone) =>
        alone is { HasPayload: false, SynFrame: 0 } && alone.Packets - alone.Duplicates <= MostRemaining;

    /// <summary>What one side sent.</summary>
    public TcpDirection From(Side side) => side == Side.Client ? FromClient : FromServer;

    internal void Add(IcmpError error)
    {
        _icmpErrors ??= [];
        if (_icmpErrors.Count < MostIcmpErrors)
        {
            _icmpErrors.Add(error);
        }
    }

    /// <summary>Gives back what following the beginning of either direction holds.</summary>
    internal void StopFollowing()
    {
        ClientStream?.Close();
        ServerStream?.Close();
        ClientStream = null;
        ServerStream = null;
    }

    /// <summary>The same for a direction of which nothing more can come: its FIN was captured, and everything before it.</summary>
    internal void StopFollowingWhatIsComplete()
    {
        if (FromClient is { FinFrame: > 0, Holes.Count: 0 })
        {
            ClientStream?.Close();
        }

        if (FromServer is { FinFrame: > 0, Holes.Count: 0 })
        {
            ServerStream?.Close();
        }
    }

    /// <summary>Corrects a wrong guess about who the client is.</summary>
    internal void SwapSides()
    {
        (Client, Server) = (Server, Client);
        (FromClient, FromServer) = (FromServer, FromClient);
        (ClientStream, ServerStream) = (ServerStream, ClientStream);
        (ClientKind, ServerKind) = (ServerKind, ClientKind);
        ClientStream?.Side = Side.Client;
        ServerStream?.Side = Side.Server;
    }
}
