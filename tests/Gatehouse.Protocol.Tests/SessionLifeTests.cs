using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Protocol.Tests.Sessions;
using Gatehouse.Protocol.Tests.Simulation;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;
using ClientEventKind = Gatehouse.Protocol.Client.NodeEventKind;

namespace Gatehouse.Protocol.Tests;

/// <summary>Nodes that change, keys that rotate, servers that are busy, deadlines that pass.</summary>
public sealed class SessionLifeTests
{
    private static readonly Guid Check = new(Tickets.Bytes("check", 16));
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan Retention = new NodeOptions().ExchangeRetention;

    [Fact]
    public void Another_node_goes_on_in_the_middle_of_a_report()
    {
        World world = new(seed: 3);
        byte[] report = new byte[20_000];
        new Random(1).NextBytes(report);
        world.Client.SendReport(world.Now, Check, report, world.Now + Minute);
        world.Run(TimeSpan.FromMilliseconds(25), () => world.Sent.Count(sent => sent.ToServer) > 16);
        Assert.Empty(world.ServerEvents);

        world.Server = world.NewServer("other node");
        world.Await(ClientEventKind.VerdictReceived);

        Assert.Equal(report, Assert.Single(world.ServerEvents).Body.ToArray());
    }

    [Fact]
    public void Another_node_gets_the_report_again_when_the_first_dies_before_its_verdict()
    {
        World world = new(seed: 3) { OnServerEvent = _ => { } };
        world.Client.SendReport(world.Now, Check, new byte[2_000], world.Now + Minute);
        world.Await(ClientEventKind.Evaluating);

        world.OnServerEvent = null;
        world.Server = world.NewServer("other node");
        world.Await(ClientEventKind.VerdictReceived);

        Assert.Equal([Check, Check], world.ServerEvents.Select(e => e.Id));
    }

    [Fact]
    public void A_rotation_with_overlap_is_not_noticed_and_one_without_asks_for_a_new_session()
    {
        World world = new(seed: 4);
        world.Server.UseKeys(new ServerKeyRing(Tickets.Key(2), Tickets.Key(1)));
        Heartbeat(world);

        world.Keys = new ServerKeyRing(Tickets.Key(2));
        world.Server = world.NewServer("restarted without the old key");
        world.Client.SendHeartbeat(world.Now, default, world.Now + Minute);
        world.Await(ClientEventKind.SessionEnded);
        Assert.False(world.Client.HasSession);

        world.OpenSession(8, withProof: true);
        world.Await(ClientEventKind.HeartbeatAnswered);
    }

    [Fact]
    public void A_damaged_token_costs_no_session()
    {
        World world = new(seed: 4);
        byte[] unsealed = new byte[SealedLayout.HeaderLength];
        world.Client.SendHeartbeat(world.Now, default, world.Now + Minute);
        world.Run(TimeSpan.Zero);
        SealedHeader.Write(
            unsealed, CheckMessage.NewSession, SealedFlags.FromServer | SealedFlags.Unsealed, 7, Tickets.Bytes("client 4", 16), packetNumber: 1, age: 0);
        for (int copies = 0; copies < 9; copies++)
        {
            world.Client.HandleDatagram(world.Now, unsealed);
        }

        Assert.True(world.Client.HasSession);
    }

    [Fact]
    public void A_check_goes_on_under_a_new_session()
    {
        World world = new(seed: 5) { OnServerEvent = _ => { } };
        world.Client.SendReport(world.Now, Check, new byte[3_000], world.Now + Minute);
        world.Await(ClientEventKind.Evaluating);
        Assert.True(world.Server.EndSession(7));
        world.Await(ClientEventKind.SessionEnded);

        world.OnServerEvent = null;
        world.OpenSession(8, withProof: false);
        world.Await(ClientEventKind.VerdictReceived);
    }

    [Fact]
    public void A_session_ends_at_its_last_millisecond()
    {
        World world = new(seed: 6);
        TimeSpan left = TimeSpan.FromHours(8);
        world.Run(left - TimeSpan.FromMilliseconds(1));
        Assert.True(world.Client.HasSession);
        world.Run(TimeSpan.FromMilliseconds(2));
        Assert.False(world.Client.HasSession);
        Assert.Equal(ClientEventKind.SessionEnded, world.ClientEvents[^1].Kind);
    }

    [Fact]
    public void Gives_up_at_the_deadline_and_not_before()
    {
        World world = new(seed: 7, new LinkFaults { Loss = 1 });
        TimeSpan deadline = world.Now + TimeSpan.FromSeconds(20);
        world.Client.StartCheck(world.Now, Check, "request"u8.ToArray(), deadline);
        world.Run(TimeSpan.FromSeconds(20) - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(world.ClientEvents, e => e.Kind == ClientEventKind.GaveUp);

        world.Run(TimeSpan.FromMilliseconds(2));
        Assert.Equal(ClientEventKind.GaveUp, world.ClientEvents[^1].Kind);
        Assert.InRange(world.ClientEvents[^1].Tries, 7, 12);
        Assert.Null(world.Client.NextTimeout > deadline + Minute ? null : world.Client.NextTimeout);
    }

    [Fact]
    public void Comes_back_when_asked_and_is_told_of_again()
    {
        World world = new(seed: 8);
        world.OnServerEvent = e => world.Server.ComeBack(world.Now, e.SessionId, e.Kind, 30);
        world.Client.SendReport(world.Now, Check, new byte[500], world.Now + TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.FromSeconds(30), world.Await(ClientEventKind.ComeBackAsked).Delay);
        int sent = world.Sent.Count;
        world.Run(TimeSpan.FromSeconds(29));
        Assert.Equal(sent, world.Sent.Count);

        world.OnServerEvent = null;
        world.Await(ClientEventKind.VerdictReceived, TimeSpan.FromSeconds(15));
        Assert.Equal(2, world.ServerEvents.Count);
    }

    [Fact]
    public void A_report_of_which_a_part_never_comes_is_told_once_when_it_is_forgotten()
    {
        World world = new(seed: 12);
        TimeSpan forgotten = world.Now + Retention;
        SendPart(world);
        world.Run(forgotten - TimeSpan.FromTicks(1) - world.Now);
        Assert.Empty(world.ServerEvents);
        world.Run(TimeSpan.FromTicks(2));

        NodeEvent lost = Assert.Single(world.ServerEvents);
        Assert.Equal((NodeEventKind.ReportLost, Check, 2, 5), (lost.Kind, lost.Id, lost.Held, lost.Expected));
        Assert.Equal(0, world.Server.ExchangeCount);
        Assert.Null(world.Server.NextTimeout);
    }

    [Fact]
    public void A_report_of_which_a_part_never_comes_is_told_when_another_check_begins()
    {
        World world = new(seed: 12);
        SendPart(world);
        world.Faults = LinkFaults.None;
        world.Client.StartCheck(world.Now, new Guid(Tickets.Bytes("another", 16)), "request"u8.ToArray(), world.Now + Minute);
        world.Await(ClientEventKind.PolicyReceived);

        Assert.Equal([NodeEventKind.ReportLost, NodeEventKind.RequestReceived], world.ServerEvents.Select(happened => happened.Kind));
    }

    [Fact]
    public void A_report_that_came_whole_is_forgotten_without_a_word()
    {
        World world = new(seed: 12);
        world.Client.SendReport(world.Now, Check, new byte[2_000], world.Now + Minute);
        world.Await(ClientEventKind.VerdictReceived);
        world.Run(2 * Retention);

        Assert.Equal(NodeEventKind.ReportReceived, Assert.Single(world.ServerEvents).Kind);
        Assert.Equal(0, world.Server.ExchangeCount);
    }

    // Two of five segments; afterwards the link loses everything.
    private static void SendPart(World world)
    {
        byte[] report = new byte[(4 * MessageBody.SegmentOctets) + 1];
        new Random(1).NextBytes(report);
        world.Faults = new LinkFaults { Loss = 1 };
        world.Client.SendReport(world.Now, Check, report, world.Now + TimeSpan.FromMilliseconds(1));
        world.Run(TimeSpan.Zero);
        foreach ((_, byte[] bytes) in world.Sent.Take(2).ToArray())
        {
            world.Inject(toServer: true, bytes);
        }

        world.Run(TimeSpan.FromMilliseconds(2));
    }

    [Fact]
    public void What_the_server_begins_arrives_once_and_is_acknowledged()
    {
        for (int seed = 0; seed < 50; seed++)
        {
            World world = new(seed, LinkFaults.Bad);
            Heartbeat(world);
            Guid id = new(Tickets.Bytes($"push {seed}", 16));
            Assert.True(world.Server.Push(world.Now, 7, PushKind.UserMessage, id, "update now"u8.ToArray(), world.Now + (5 * Minute)));
            Assert.False(world.Server.Push(world.Now, 7, PushKind.UserMessage, id, default, world.Now + Minute));
            world.Run(5 * Minute, () => world.ServerEvents.Any(e => e.Kind == NodeEventKind.PushAcknowledged));

            Assert.Equal(id, Assert.Single(world.ServerEvents, e => e.Kind == NodeEventKind.PushAcknowledged).Id);
            Assert.Equal("update now"u8.ToArray(), Assert.Single(world.ClientEvents, e => e.Kind == ClientEventKind.UserMessageReceived).Body.ToArray());
        }
    }

    [Fact]
    public void What_the_server_begins_expires_at_its_deadline()
    {
        World world = new(seed: 9);
        Heartbeat(world);
        world.Faults = new LinkFaults { Loss = 1 };
        world.Server.Push(world.Now, 7, PushKind.Recheck, Check, default, world.Now + Minute);
        world.Run(Minute - TimeSpan.FromMilliseconds(1));
        Assert.DoesNotContain(world.ServerEvents, e => e.Kind == NodeEventKind.PushExpired);
        world.Run(TimeSpan.FromMilliseconds(2));
        Assert.Contains(world.ServerEvents, e => e.Kind == NodeEventKind.PushExpired);
        Assert.Null(world.Server.NextTimeout);
    }

    [Fact]
    public void Nothing_is_begun_towards_a_session_never_heard() =>
        Assert.False(new World(seed: 9).Server.Push(default, 7, PushKind.LogOff, Check, default, Minute));

    [Fact]
    public void Goodbye_is_told_once_and_acknowledged()
    {
        World world = new(seed: 10, LinkFaults.Bad);
        world.Client.SayGoodbye(world.Now, "service stopped"u8, world.Now + Minute);
        world.Await(ClientEventKind.GoodbyeAcknowledged);
        Assert.Single(world.ServerEvents, e => e.Kind == NodeEventKind.GoodbyeReceived);
    }

    [Fact]
    public void A_new_address_is_proven_in_one_round_trip_and_a_new_port_needs_none()
    {
        World world = new(seed: 11);
        Heartbeat(world);
        world.ClientAddress = world.ClientAddress with { Port = 41000 };
        Heartbeat(world);
        Assert.DoesNotContain(world.ClientEvents, e => e.Kind == ClientEventKind.AddressProven);

        world.ClientAddress = new IpEndpoint(IpAddress.FromIpv4(0x0A000099), 40000);
        Heartbeat(world);
        Assert.Single(world.ClientEvents, e => e.Kind == ClientEventKind.AddressProven);
        Assert.Equal(world.ClientAddress, world.ServerEvents[^1].From);
    }

    [Fact]
    public void Memory_of_sessions_and_exchanges_is_bounded()
    {
        World world = new(seed: 12);
        world.Server = new Node(world.Keys, Tickets.Bytes("small", 16), new NodeOptions { MaxSessions = 10, MaxExchangeOctets = 20_000 });
        for (ulong session = 100; session < 140; session++)
        {
            world.OpenSession(session, withProof: true);
            world.Client.SendReport(world.Now, new Guid(Tickets.Bytes($"{session}", 16)), Tickets.Bytes("r", 60), world.Now + Minute);
            world.Await(ClientEventKind.VerdictReceived);
        }

        Assert.Equal(10, world.Server.SessionCount);
        Assert.InRange(world.Server.ExchangeCount, 1, 10);
    }

    [Fact]
    public void A_body_beyond_the_limit_is_refused_before_anything_is_sent()
    {
        World world = new(seed: 13);
        Assert.Throws<ArgumentException>(() =>
        {
            world.Client.SendReport(world.Now, Check, new byte[MessageBody.MaxOctets + 1], world.Now + Minute);
            world.Run(TimeSpan.Zero);
        });
        Assert.Throws<ArgumentException>(() => world.Client.SendHeartbeat(world.Now, new byte[ProtocolLimits.MaxNote + 1], world.Now + Minute));
    }

    private static void Heartbeat(World world)
    {
        world.Client.SendHeartbeat(world.Now, "load 1"u8, world.Now + Minute);
        Assert.Equal("load 1"u8.ToArray(), world.Await(ClientEventKind.HeartbeatAnswered).Body.ToArray());
    }
}
