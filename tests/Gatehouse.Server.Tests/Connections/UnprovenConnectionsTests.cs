using System.Net;
using Gatehouse.Server.Connections;

namespace Gatehouse.Server.Tests.Connections;

/// <summary>Who makes room when strangers have taken all of it.</summary>
public sealed class UnprovenConnectionsTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
    private static readonly SourceAddress Attacker = SourceAddress.Of(IPAddress.Parse("192.0.2.66"));
    private static readonly SourceAddress Honest = SourceAddress.Of(IPAddress.Parse("192.0.2.1"));

    [Fact]
    public void The_source_that_has_most_gives_up_its_oldest()
    {
        UnprovenConnections table = new(capacity: 100);
        UnprovenConnection[] attack = [.. Enumerable.Range(0, 100).Select(_ => Add(table, Attacker, TimeSpan.Zero).Added!)];

        (UnprovenConnection? added, UnprovenConnection? out1) = Add(table, Honest, TimeSpan.Zero);

        Assert.NotNull(added);
        Assert.Same(attack[0], out1);
        Assert.Equal(100, table.Count);
    }

    [Fact]
    public void Whoever_has_most_is_refused_until_his_oldest_had_its_time()
    {
        UnprovenConnections table = new(capacity: 10);
        for (int i = 0; i < 10; i++)
        {
            Add(table, Attacker, TimeSpan.Zero);
        }

        Assert.Null(Add(table, Attacker, UnprovenConnections.Grace - TimeSpan.FromTicks(1)).Added);
        Assert.NotNull(Add(table, Attacker, UnprovenConnections.Grace).Added);
        Assert.Equal(10, table.Count);
    }

    [Fact]
    public void An_honest_branch_always_finds_room_beside_an_attacker_with_many_addresses()
    {
        UnprovenConnections table = new(capacity: 4_000);
        for (int i = 0; i < 20_000; i++)
        {
            Add(table, new SourceAddress(IsIpv6: false, 0, 0x0A000000u + (uint)(i % 8)), Second * i / 20_000);
        }

        for (int i = 0; i < 200; i++)
        {
            (UnprovenConnection? added, UnprovenConnection? crowdedOut) = Add(table, Honest, Second);
            Assert.NotNull(added);
            Assert.NotEqual(Honest, crowdedOut!.Source);
        }

        Assert.Equal(table.Capacity, table.Count);
    }

    [Fact]
    public void A_proven_connection_takes_no_room_and_is_never_crowded_out()
    {
        UnprovenConnections table = new(capacity: 2);
        UnprovenConnection proven = Add(table, Honest, TimeSpan.Zero).Added!;
        table.Remove(proven);
        table.Remove(proven);
        Assert.Equal(0, table.Count);

        for (int i = 0; i < 10; i++)
        {
            Assert.NotSame(proven, Add(table, Attacker, Second * 10 * i).CrowdedOut);
        }
    }

    [Fact]
    public void A_host_with_a_network_of_IPv6_is_one_source()
    {
        Assert.Equal(SourceAddress.Of(IPAddress.Parse("2001:db8::1")), SourceAddress.Of(IPAddress.Parse("2001:db8::ffff:1")));
        Assert.NotEqual(SourceAddress.Of(IPAddress.Parse("2001:db8::1")), SourceAddress.Of(IPAddress.Parse("2001:db8:0:1::1")));
        Assert.Equal(SourceAddress.Of(IPAddress.Parse("192.0.2.1")), SourceAddress.Of(IPAddress.Parse("::ffff:192.0.2.1")));
        Assert.Equal("192.0.2.1", Honest.ToString());
        Assert.Equal("2001:db8::/64", SourceAddress.Of(IPAddress.Parse("2001:db8::1")).ToString());
        Assert.Equal("::/64", SourceAddress.Of(IPAddress.IPv6Loopback).ToString());
        Assert.NotEqual(SourceAddress.Of(IPAddress.IPv6Loopback), SourceAddress.Of(IPAddress.Any));
    }

    private static (UnprovenConnection? Added, UnprovenConnection? CrowdedOut) Add(UnprovenConnections table, SourceAddress source, TimeSpan now)
    {
        UnprovenConnection connection = new(source, now, () => { });
        return table.TryAdd(connection, now, out UnprovenConnection? crowdedOut) ? (connection, crowdedOut) : (null, crowdedOut);
    }
}
