using Gatehouse.Protocol.Server;
using Gatehouse.Protocol.Tests.Sessions;
using Gatehouse.Protocol.Tests.Simulation;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Ip;
using ClientEventKind = Gatehouse.Protocol.Client.NodeEventKind;

namespace Gatehouse.Protocol.Tests;

/// <summary>What somebody on the path, or anywhere, may send.</summary>
public sealed class HostileTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly byte[] _buffer = new byte[ProtocolLimits.MaxDatagram];

    [Fact]
    public void A_replay_gives_neither_event_nor_answer()
    {
        World world = Recorded(out List<byte[]> recorded);
        int events = world.ServerEvents.Count;
        foreach (byte[] bytes in recorded)
        {
            world.Server.HandleDatagram(world.Now, world.Clock, world.ClientAddress, bytes);
            Assert.False(world.Server.TryPollTransmit(world.Clock, _buffer, out _, out _));
        }

        Assert.False(world.Server.TryPollEvent(out _));
        Assert.Equal(events, world.ServerEvents.Count);
        Assert.Equal(recorded.Count, world.Server.Statistics.Replayed);
    }

    [Fact]
    public void A_replay_at_another_node_is_worth_nothing_after_two_minutes()
    {
        World world = Recorded(out List<byte[]> recorded);
        world.Run((2 * Minute) + TimeSpan.FromSeconds(1));
        Node other = world.NewServer("other");
        foreach (byte[] bytes in recorded)
        {
            other.HandleDatagram(world.Now, world.Clock, world.ClientAddress, bytes);
            Assert.True(other.TryPollTransmit(world.Clock, _buffer, out _, out int length));
            Assert.InRange(length, 1, bytes.Length);
        }

        Assert.False(other.TryPollEvent(out _));
        Assert.Equal(0, other.SessionCount);
    }

    [Fact]
    public void Freshness_ends_two_minutes_and_a_tick_after_sending()
    {
        World world = Recorded(out List<byte[]> recorded);
        Node Try(TimeSpan later)
        {
            Node node = world.NewServer("other");
            node.HandleDatagram(world.Now + later, Tickets.Noon + later, world.ClientAddress, recorded[0]);
            return node;
        }

        Assert.True(Try(ProtocolLimits.FreshFor).TryPollEvent(out _));
        Assert.False(Try(ProtocolLimits.FreshFor + TimeSpan.FromMilliseconds(1)).TryPollEvent(out _));
        Assert.True(Try(-ProtocolLimits.FreshFor).TryPollEvent(out _));
        Assert.False(Try(-ProtocolLimits.FreshFor - TimeSpan.FromMilliseconds(1)).TryPollEvent(out _));
    }

    [Fact]
    public void Every_datagram_is_refused_truncated_at_every_octet_or_with_any_octet_changed()
    {
        World world = Recorded(out List<byte[]> recorded);
        Node server = world.NewServer("other");
        foreach (byte[] bytes in recorded)
        {
            for (int at = 0; at < bytes.Length; at++)
            {
                byte[] changed = [.. bytes];
                changed[at] ^= 0x10;
                server.HandleDatagram(world.Now, world.Clock, world.ClientAddress, bytes.AsSpan(0, at));
                server.HandleDatagram(world.Now, world.Clock, world.ClientAddress, changed);
            }
        }

        Assert.False(server.TryPollEvent(out _));
        Assert.Equal(0, server.Statistics.Accepted + server.Statistics.Challenged);
        Assert.Equal(0, server.SessionCount);
    }

    [Fact]
    public void A_client_believes_no_server_datagram_truncated_or_changed()
    {
        World world = new(seed: 2);
        world.Client.StartCheck(world.Now, Guid.Empty, "request"u8.ToArray(), world.Now + Minute);
        world.Run(Minute, () => world.Sent.Any(sent => !sent.ToServer));
        byte[] answer = world.Sent.First(sent => !sent.ToServer).Bytes;
        world.ClientEvents.Clear();
        for (int at = 0; at < answer.Length; at++)
        {
            byte[] changed = [.. answer];
            changed[at] ^= 0x10;
            world.Client.HandleDatagram(world.Now, answer.AsSpan(0, at));
            world.Client.HandleDatagram(world.Now, changed);
        }

        Assert.False(world.Client.TryPollEvent(out _));
        world.Await(ClientEventKind.PolicyReceived);
    }

    [Fact]
    public void Survives_mutations_of_everything_both_ways()
    {
        World world = Recorded(out List<byte[]> recorded);
        byte[][] answers = [.. world.Sent.Where(sent => !sent.ToServer).Select(sent => sent.Bytes)];
        foreach (byte[] bytes in recorded.Concat(answers))
        {
            foreach (byte[] mutated in Mutations.Of(bytes, 400, seed: 5))
            {
                world.Server.HandleDatagram(world.Now, world.Clock, world.ClientAddress, mutated);
                world.Client.HandleDatagram(world.Now, mutated);
                Assert.False(world.Server.TryPollEvent(out _));
                while (world.Server.TryPollTransmit(world.Clock, _buffer, out _, out int length))
                {
                    Assert.True(length <= mutated.Length);
                }
            }
        }

        Assert.False(world.Client.TryPollEvent(out _));
    }

    [Fact]
    public void An_unproven_address_never_gets_more_octets_than_came_from_it()
    {
        int histories = FuzzRuns.Count(150, 20_000);
        for (int seed = 0; seed < histories; seed++)
        {
            Random random = new(seed);
            World world = Recorded(out List<byte[]> recorded, seed);
            world.Client.SendReport(world.Now, new Guid(Tickets.Bytes($"more {seed}", 16)), new byte[random.Next(5_000)], world.Now + Minute);
            world.Run(TimeSpan.FromMilliseconds(random.Next(60)));
            recorded = [.. world.Sent.Where(sent => sent.ToServer).Select(sent => sent.Bytes)];
            Node server = random.Next(2) == 0 ? world.Server : world.NewServer("other");
            IpEndpoint victim = new(IpAddress.FromIpv4(0xC0000201), 53);
            long received = 0;
            long sent = 0;
            for (int step = 0; step < 50; step++)
            {
                byte[] bytes = [.. recorded[random.Next(recorded.Count)]];
                if (random.Next(3) == 0)
                {
                    bytes[random.Next(bytes.Length)] ^= (byte)random.Next(256);
                }

                TimeSpan later = TimeSpan.FromSeconds(step * random.Next(8));
                received += bytes.Length;
                server.HandleDatagram(world.Now + later, world.Clock + later, victim, bytes);
                server.HandleTimeout(world.Now + later);
                while (server.TryPollEvent(out NodeEvent happened))
                {
                    Assert.NotEqual(victim.Address, happened.From.Address);
                    world.Answer(happened);
                }

                while (server.TryPollTransmit(world.Clock + later, _buffer, out IpEndpoint to, out int length))
                {
                    sent += to == victim ? length : 0;
                    Assert.True(sent <= received);
                }
            }
        }
    }

    private static World Recorded(out List<byte[]> recorded, int seed = 2)
    {
        World world = new(seed);
        world.Client.StartCheck(world.Now, new Guid(Tickets.Bytes("recorded", 16)), "request"u8.ToArray(), world.Now + Minute);
        world.Await(ClientEventKind.PolicyReceived);
        world.Client.SendReport(world.Now, new Guid(Tickets.Bytes("recorded", 16)), Tickets.Bytes("report", 60), world.Now + Minute);
        world.Client.SendHeartbeat(world.Now, default, world.Now + Minute);
        world.Await(ClientEventKind.HeartbeatAnswered);
        world.Run(TimeSpan.FromMilliseconds(0));
        recorded = [.. world.Sent.Where(sent => sent.ToServer).Select(sent => sent.Bytes)];
        return world;
    }
}
