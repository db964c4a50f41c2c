using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Protocol.Tests.Sessions;
using Gatehouse.Wire.Ip;
using ClientEvent = Gatehouse.Protocol.Client.NodeEvent;
using ClientEventKind = Gatehouse.Protocol.Client.NodeEventKind;
using ClientNode = Gatehouse.Protocol.Client.Node;
using ServerEvent = Gatehouse.Protocol.Server.NodeEvent;
using ServerEventKind = Gatehouse.Protocol.Server.NodeEventKind;
using ServerNode = Gatehouse.Protocol.Server.Node;

namespace Gatehouse.Protocol.Tests.Simulation;

/// <summary>One client and one server, joined by a link, under simulated time. The same seed gives the same history.</summary>
internal sealed class World
{
    private readonly PriorityQueue<(bool ToServer, byte[] Bytes, IpEndpoint Client), (TimeSpan At, long Order)> _wire = new();
    private readonly PriorityQueue<Action, (TimeSpan At, long Order)> _work = new();
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxDatagram];
    private long _order;

    public World(int seed, LinkFaults? faults = null, bool withProof = true, ulong sessionId = 7)
    {
        Random = new Random(seed);
        Faults = faults ?? LinkFaults.None;
        Keys = new ServerKeyRing(Tickets.Key(1));
        Server = NewServer("node");
        Client = new ClientNode(Tickets.Bytes($"client {seed}", 16), (ulong)seed);
        OpenSession(sessionId, withProof);
    }

    public Random Random { get; }

    public LinkFaults Faults { get; set; }

    public ServerKeyRing Keys { get; set; }

    public ServerNode Server { get; set; }

    public ClientNode Client { get; }

    public IpEndpoint ClientAddress { get; set; } = new(IpAddress.FromIpv4(0x0A000001), 40000);

    public TimeSpan Now { get; private set; } = TimeSpan.FromHours(1);

    public DateTimeOffset Clock => Tickets.Noon + (Now - TimeSpan.FromHours(1));

    public List<ClientEvent> ClientEvents { get; } = [];

    public List<ServerEvent> ServerEvents { get; } = [];

    /// <summary>Every datagram handed to the link, as sent.</summary>
    public List<(bool ToServer, byte[] Bytes)> Sent { get; } = [];

    public byte[] Policy { get; set; } = Tickets.Bytes("policy", 60);

    public byte[] Verdict { get; set; } = Tickets.Bytes("verdict", 60);

    public TimeSpan Evaluation { get; set; }

    /// <summary>What the server's shell does with an event; by default it answers.</summary>
    public Action<ServerEvent>? OnServerEvent { get; set; }

    public ServerNode NewServer(string name) => new(Keys, Tickets.Bytes(name, 16));

    public void OpenSession(ulong sessionId, bool withProof)
    {
        SessionTicket ticket = Tickets.Make(sessionId) with { IssuedAt = Clock, ExpiresAt = Clock + TimeSpan.FromHours(8) };
        byte[] proof = withProof ? AddressProofs.Make(Keys, sessionId, ClientAddress.Address, Clock) : [];
        Client.OpenSession(Now, sessionId, ticket.Secret, Tickets.Seal(Keys, ticket), proof, Now + TimeSpan.FromHours(8));
    }

    /// <summary>Puts a datagram on the link, without faults.</summary>
    public void Inject(bool toServer, byte[] bytes, IpEndpoint? client = null) =>
        _wire.Enqueue((toServer, bytes, client ?? ClientAddress), (Now, _order++));

    /// <summary>Runs until a client event of that kind.</summary>
    public ClientEvent Await(ClientEventKind kind, TimeSpan? within = null)
    {
        int seen = ClientEvents.Count;
        Run(within ?? TimeSpan.FromMinutes(2), () => ClientEvents.Skip(seen).Any(e => e.Kind == kind));
        Assert.True(
            ClientEvents.Skip(seen).Any(e => e.Kind == kind),
            $"no {kind} within the time; the client saw {string.Join(", ", ClientEvents.Skip(seen).Select(e => $"{e.Kind} {e.Message} {e.Tries}"))}");
        return ClientEvents.Skip(seen).First(e => e.Kind == kind);
    }

    /// <summary>Runs for a time, or until something is so.</summary>
    public void Run(TimeSpan span, Func<bool>? until = null)
    {
        TimeSpan end = Now + span;
        Drain();
        while (until?.Invoke() != true)
        {
            TimeSpan next = end;
            Consider(Client.NextTimeout);
            Consider(Server.NextTimeout);
            Consider(_wire.TryPeek(out _, out (TimeSpan At, long) wire) ? wire.At : null);
            Consider(_work.TryPeek(out _, out (TimeSpan At, long) work) ? work.At : null);
            if (next >= end)
            {
                Now = end;
                return;
            }

            Now = next > Now ? next : Now;
            Step();
            Drain();

            void Consider(TimeSpan? at) => next = at < next ? at.Value : next;
        }
    }

    private void Step()
    {
        while (_wire.TryPeek(out _, out (TimeSpan At, long) due) && due.At <= Now)
        {
            (bool toServer, byte[] bytes, IpEndpoint client) = _wire.Dequeue();
            if (toServer)
            {
                Server.HandleDatagram(Now, Clock, client, bytes);
            }
            else if (client == ClientAddress)
            {
                Client.HandleDatagram(Now, bytes);
            }

            Drain();
        }

        while (_work.TryPeek(out _, out (TimeSpan At, long) due) && due.At <= Now)
        {
            _work.Dequeue()();
        }

        if (Client.NextTimeout <= Now)
        {
            Client.HandleTimeout(Now);
        }

        if (Server.NextTimeout <= Now)
        {
            Server.HandleTimeout(Now);
        }
    }

    private void Drain()
    {
        while (Server.TryPollEvent(out ServerEvent happened))
        {
            ServerEvents.Add(happened);
            (OnServerEvent ?? Answer)(happened);
        }

        while (Client.TryPollTransmit(Now, _buffer, out int length))
        {
            Send(toServer: true, _buffer.AsSpan(0, length).ToArray(), ClientAddress);
        }

        while (Server.TryPollTransmit(Clock, _buffer, out IpEndpoint to, out int length))
        {
            Send(toServer: false, _buffer.AsSpan(0, length).ToArray(), to);
        }

        while (Client.TryPollEvent(out ClientEvent happened))
        {
            ClientEvents.Add(happened);
        }
    }

    public void Answer(ServerEvent happened)
    {
        switch (happened.Kind)
        {
            case ServerEventKind.RequestReceived:
                Later(() => Server.AnswerPolicy(Now, happened.SessionId, happened.Id, MessageBody.Encode(Policy)));
                break;
            case ServerEventKind.ReportReceived:
                Later(() => Server.AnswerVerdict(Now, happened.SessionId, happened.Id, MessageBody.Encode(Verdict)));
                break;
            case ServerEventKind.HeartbeatReceived:
                Server.AnswerHeartbeat(happened.SessionId, happened.Body);
                break;
        }
    }

    private void Later(Action action)
    {
        if (Evaluation == TimeSpan.Zero)
        {
            action();
        }
        else
        {
            _work.Enqueue(action, (Now + Evaluation, _order++));
        }
    }

    private void Send(bool toServer, byte[] bytes, IpEndpoint client)
    {
        Sent.Add((toServer, bytes));
        int copies = Random.NextDouble() < Faults.Duplication ? 2 : 1;
        for (; copies > 0; copies--)
        {
            if (Random.NextDouble() < Faults.Loss)
            {
                continue;
            }

            byte[] copy = [.. bytes];
            if (Random.NextDouble() < Faults.Corruption)
            {
                copy[Random.Next(copy.Length)] ^= (byte)(1 << Random.Next(8));
            }

            _wire.Enqueue((toServer, copy, client), (Now + Faults.Delay + (Faults.Jitter * Random.NextDouble()), _order++));
        }
    }
}
