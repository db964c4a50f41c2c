using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Running;

namespace Gatehouse.Agent.Tests.Running;

public sealed class ServerListTests
{
    private static readonly ServerAddress A = new("a", 4343);
    private static readonly ServerAddress B = new("b", 4343);
    private static readonly ServerAddress C = new("c", 4343);

    [Fact]
    public void Each_is_tried_once_before_it_is_time_to_wait()
    {
        ServerList servers = new([A, B, C]);

        Assert.Equal([A, B, C], servers.All);
        Assert.True(servers.GoOn());
        Assert.Equal([B, C, A], servers.All);
        Assert.True(servers.GoOn());
        Assert.False(servers.GoOn());
        Assert.Equal(A, servers.Current);
        Assert.True(servers.GoOn());
    }

    [Fact]
    public void One_that_works_is_kept_and_the_count_begins_anew()
    {
        ServerList servers = new([A, B]);
        servers.GoOn();
        servers.Keep(B);

        Assert.Equal([B, A], servers.All);
        Assert.True(servers.GoOn());
        Assert.False(servers.GoOn());
    }

    [Fact]
    public void A_single_one_is_waited_for() => Assert.False(new ServerList([A]).GoOn());

    [Fact]
    public void Addresses_are_read_each_once_and_the_first_wrong_one_is_named()
    {
        Assert.True(ServerAddress.TryParseAll(["a", "b:1", "https://a:4343"], out IReadOnlyList<ServerAddress>? read, out _));
        Assert.Equal([A, new("b", 1)], read);
        Assert.False(ServerAddress.TryParseAll(["a", "b:70000", "!"], out _, out string? wrong));
        Assert.Equal("b:70000", wrong);
    }
}
