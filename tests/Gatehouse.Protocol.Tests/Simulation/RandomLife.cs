using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Protocol.Tests.Sessions;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;
using ClientEvent = Gatehouse.Protocol.Client.NodeEvent;
using ClientEventKind = Gatehouse.Protocol.Client.NodeEventKind;

namespace Gatehouse.Protocol.Tests.Simulation;

/// <summary>
/// An endpoint and a server that do at random whatever they may, while the link, the server's nodes, keys and patience change under them. What is
/// true of every history is asserted at every step.
/// </summary>
internal sealed class RandomLife
{
    private const int Remembered = 4_096;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly World _world;
    private readonly Random _random;
    private readonly Dictionary<Guid, byte[]> _reports = [];
    private readonly Dictionary<Guid, byte[]> _verdicts = [];
    private readonly Queue<Guid> _order = new();
    private readonly HashSet<Guid> _acted = [];
    private readonly Queue<byte[]> _recorded = new();
    private readonly Dictionary<UInt128, ulong> _numbers = [];
    private ulong _session = 7;
    private uint _key = 1;
    private int _nodes;
    private double _busy;
    private Guid _check;
    private TimeSpan _checkUntil;
    private bool _isChecking;

    public RandomLife(int seed)
    {
        _random = new Random(seed);
        _world = new World(seed) { OnServerEvent = Serve };
    }

    /// <summary>Verdicts that came.</summary>
    public int Verdicts { get; private set; }

    /// <summary>Checks that were given up.</summary>
    public int GivenUp { get; private set; }

    /// <summary>Sessions that were opened.</summary>
    public ulong Sessions => _session - 6;

    /// <summary>Does one thing and lets some time pass.</summary>
    public void Step()
    {
        Act();
        _world.Run(TimeSpan.FromMilliseconds(_random.Next(300)));
        Watch();
    }

    /// <summary>On a good link with a willing server, a check comes to its verdict.</summary>
    public void MustEnd()
    {
        _world.Faults = LinkFaults.None;
        _busy = 0;
        int before = Verdicts;
        for (int i = 0; i < 1_000 && Verdicts == before; i++)
        {
            if (!_isChecking)
            {
                StartCheck();
            }

            _world.Run(TimeSpan.FromMilliseconds(200));
            Watch();
        }

        Assert.True(Verdicts > before, "no verdict on a good link");
    }

    private void Act()
    {
        switch (_random.Next(24))
        {
            case < 8:
                if (!_isChecking)
                {
                    StartCheck();
                }

                break;
            case < 12:
                _world.Client.SendHeartbeat(_world.Now, default, _world.Now + Patience);
                break;
            case < 14:
                Replay();
                break;
            case 14:
                Push();
                break;
            case 15:
                _world.Faults = _random.Next(3) switch { 0 => LinkFaults.None, 1 => LinkFaults.Bad, _ => LinkFaults.Bad with { Loss = 0.5 } };
                break;
            case 16:
                _world.Server = _world.NewServer($"node {++_nodes}");
                break;
            case 17 when _random.Next(20) == 0:
                RotateKeys();
                break;
            case 18 when _random.Next(20) == 0:
                _world.Server.EndSession(_session);
                break;
            case 19:
                _busy = _random.Next(4) == 0 ? 0.5 : 0;
                break;
            case 20:
                _world.Evaluation = TimeSpan.FromMilliseconds(_random.Next(3) * 400);
                break;
            case 21 when _random.Next(10) == 0:
                _world.ClientAddress = new IpEndpoint(IpAddress.FromIpv4(0x0A000001u + (uint)_random.Next(4)), (ushort)(40_000 + _random.Next(100)));
                break;
            default:
                break;
        }
    }

    private void StartCheck()
    {
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        _check = new Guid(id);
        _checkUntil = _world.Now + Patience;
        _isChecking = true;
        _world.Client.StartCheck(_world.Now, _check, "request"u8.ToArray(), _checkUntil);
    }

    private void Replay()
    {
        if (_recorded.Count > 0)
        {
            byte[] bytes = [.. _recorded.ElementAt(_random.Next(_recorded.Count))];
            if (_random.Next(2) == 0)
            {
                bytes[_random.Next(bytes.Length)] ^= (byte)(1 + _random.Next(255));
            }

            IpEndpoint from = _random.Next(2) == 0 ? _world.ClientAddress : new IpEndpoint(IpAddress.FromIpv4(0xC0000242), 53);
            _world.Inject(toServer: true, bytes, from);
        }
    }

    private void Push()
    {
        Span<byte> id = stackalloc byte[16];
        _random.NextBytes(id);
        PushKind kind = _random.Next(2) == 0 ? PushKind.Recheck : PushKind.UserMessage;
        _world.Server.Push(_world.Now, _session, kind, new Guid(id), default, _world.Now + Patience);
    }

    private void RotateKeys()
    {
        uint before = _key++;
        _world.Keys = _random.Next(3) == 0 ? new ServerKeyRing(Tickets.Key(_key)) : new ServerKeyRing(Tickets.Key(_key), Tickets.Key(before));
        _world.Server.UseKeys(_world.Keys);
    }

    private void Serve(NodeEvent happened)
    {
        bool isBusy = _random.NextDouble() < _busy;
        if (happened.Kind == NodeEventKind.ReportReceived && !isBusy)
        {
            if (_reports.TryGetValue(happened.Id, out byte[]? sent))
            {
                Assert.Equal(sent, happened.Body.ToArray());
            }

            // As the database does: the first verdict of a check stands.
            if (!_verdicts.TryGetValue(happened.Id, out byte[]? verdict))
            {
                verdict = new byte[1 + _random.Next(3_000)];
                _random.NextBytes(verdict);
                Remember(happened.Id, verdict);
            }

            _world.Verdict = verdict;
        }

        if (isBusy && happened.Kind is NodeEventKind.RequestReceived or NodeEventKind.ReportReceived or NodeEventKind.HeartbeatReceived)
        {
            _world.Server.ComeBack(_world.Now, happened.SessionId, happened.Kind, 1);
            return;
        }

        AnswerNow(happened);
    }

    // The world answers a report with whatever verdict it has at that moment, so a slow one takes its own along.
    private void AnswerNow(NodeEvent happened)
    {
        TimeSpan evaluation = _world.Evaluation;
        _world.Evaluation = happened.Kind == NodeEventKind.ReportReceived ? TimeSpan.Zero : evaluation;
        _world.Answer(happened);
        _world.Evaluation = evaluation;
    }

    private void Remember(Guid exchange, byte[] verdict)
    {
        _verdicts[exchange] = verdict;
        _order.Enqueue(exchange);
        if (_order.Count > Remembered)
        {
            Guid oldest = _order.Dequeue();
            _verdicts.Remove(oldest);
            _reports.Remove(oldest);
        }
    }

    private void Watch()
    {
        ClientEvent[] events = [.. _world.ClientEvents];
        _world.ClientEvents.Clear();
        _world.ServerEvents.Clear();
        foreach ((bool toServer, byte[] bytes) in _world.Sent)
        {
            WatchDatagram(toServer, bytes);
        }

        _world.Sent.Clear();
        foreach (ClientEvent happened in events)
        {
            Watch(happened);
        }
    }

    // A nonce is salt and number: a number that does not grow would be one used twice.
    private void WatchDatagram(bool toServer, byte[] bytes)
    {
        Assert.InRange(bytes.Length, 1, ProtocolLimits.MaxDatagram);
        Assert.Equal(OperationStatus.Done, SealedHeader.Read(bytes, out SealedHeader header, out _));
        if (!header.Flags.HasFlag(SealedFlags.Unsealed))
        {
            UInt128 salt = BinaryPrimitives.ReadUInt128BigEndian(header.Salt);
            Assert.True(header.PacketNumber > _numbers.GetValueOrDefault(salt), "a packet number was used twice");
            _numbers[salt] = header.PacketNumber;
        }

        if (toServer)
        {
            _recorded.Enqueue(bytes);
            if (_recorded.Count > 64)
            {
                _recorded.Dequeue();
            }
        }
    }

    private void Watch(ClientEvent happened)
    {
        switch (happened.Kind)
        {
            case ClientEventKind.PolicyReceived:
                Assert.Equal(_check, happened.Id);
                Assert.Equal(_world.Policy, happened.Body.ToArray());
                byte[] report = new byte[1 + _random.Next(6_000)];
                _random.NextBytes(report);
                _reports[_check] = report;
                _checkUntil = _world.Now + Patience;
                _world.Client.SendReport(_world.Now, _check, report, _checkUntil);
                break;
            case ClientEventKind.VerdictReceived:
                Assert.Equal(_check, happened.Id);
                Assert.Equal(_verdicts[_check], happened.Body.ToArray());
                Verdicts++;
                _isChecking = false;
                break;
            case ClientEventKind.RecheckAsked or ClientEventKind.UserMessageReceived:
                Assert.True(_acted.Add(happened.Id), "a message was acted on twice");
                break;
            case ClientEventKind.SessionEnded:
                _world.OpenSession(++_session, withProof: _random.Next(2) == 0);
                break;
            case ClientEventKind.GaveUp when happened.Message is CheckMessage.Request or CheckMessage.Report:
                Assert.True(_world.Now >= _checkUntil, "given up before the deadline");
                GivenUp++;
                _isChecking = false;
                break;
            default:
                break;
        }
    }
}
