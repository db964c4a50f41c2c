using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;
using Gatehouse.Server.Tests.Storage;

namespace Gatehouse.Server.Tests.Identity;

public sealed class SessionKeysTests
{
    [Theory, OnEveryDatabase]
    public async Task A_new_key_is_known_a_day_before_it_seals_and_an_old_one_two_days_after(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        SessionKeys keys = new(new ServerKeyStore(test.Database), test.Commit);
        DateTimeOffset start = TestDatabase.Now;
        await keys.RefreshAsync(start, CancellationToken.None);
        ServerKeyRing first = keys.Ring;
        byte[] token = Seal(first, start);

        DateTimeOffset made = start + SessionKeys.SealingTime - SessionKeys.Notice;
        await keys.RefreshAsync(made, CancellationToken.None);
        Assert.Equal(first.Current.Id, keys.Ring.Current.Id);
        Assert.Equal(2, (await new ServerKeyStore(test.Database).ListAsync(CancellationToken.None)).Count);

        await keys.RefreshAsync(made + SessionKeys.Notice, CancellationToken.None);
        Assert.NotEqual(first.Current.Id, keys.Ring.Current.Id);
        Assert.NotEqual(TokenStatus.UnknownKey, TokenSealer.TryOpen(keys.Ring, token, start, out _));
    }

    [Theory, OnEveryDatabase]
    public async Task Two_nodes_make_one_key(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        SessionKeys one = new(new ServerKeyStore(test.Database), test.Commit);
        SessionKeys other = new(new ServerKeyStore(test.Database), test.Commit);

        await Task.WhenAll(one.RefreshAsync(TestDatabase.Now, CancellationToken.None), other.RefreshAsync(TestDatabase.Now, CancellationToken.None));

        Assert.Single(await new ServerKeyStore(test.Database).ListAsync(CancellationToken.None));
        Assert.Equal(one.Ring.Current.Id, other.Ring.Current.Id);
    }

    [Theory, OnEveryDatabase]
    public async Task Old_keys_go_when_nothing_they_sealed_holds(DatabaseKind kind)
    {
        await using TestDatabase test = await TestDatabase.CreateAsync(kind);
        SessionKeys keys = new(new ServerKeyStore(test.Database), test.Commit);
        for (int day = 0; day < 400; day += 10)
        {
            await keys.RefreshAsync(TestDatabase.Now.AddDays(day), CancellationToken.None);
        }

        Assert.InRange((await new ServerKeyStore(test.Database).ListAsync(CancellationToken.None)).Count, 1, 3);
    }

    private static byte[] Seal(ServerKeyRing ring, DateTimeOffset now) => TokenSealer.Seal(
        ring, new SessionTicket(Guid.NewGuid(), 1, new byte[SessionTicket.SecretLength], now, now.AddDays(1)), new byte[TokenSealer.NonceLength]);
}
