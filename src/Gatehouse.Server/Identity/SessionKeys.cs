using System.Security.Cryptography;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Identity;

/// <summary>
/// The keys behind session tokens and address proofs, shared by all nodes through the database. A new one is made some time before it seals, so
/// that every node knows it by then, and an old one is kept until nothing it sealed holds any more.
/// </summary>
internal sealed class SessionKeys(ServerKeyStore store, GroupCommit commit)
{
    /// <summary>How long a key seals.</summary>
    public static readonly TimeSpan SealingTime = TimeSpan.FromDays(30);

    /// <summary>How long before it seals a key is made.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(1);

    /// <summary>How long a key is kept after the last thing it sealed: longer than any token and proof holds.</summary>
    public static readonly TimeSpan Retention = TimeSpan.FromDays(2);

    private volatile ServerKeyRing? _ring;

    /// <summary>The keys of now.</summary>
    public ServerKeyRing Ring => _ring ?? throw new InvalidOperationException("the keys were not read yet");

    /// <summary>Reads the keys, and makes and deletes some when it is time. To be called at start and every hour.</summary>
    public async Task RefreshAsync(DateTimeOffset now, CancellationToken cancellation)
    {
        IReadOnlyList<Storage.ServerKey> keys = await store.ListAsync(cancellation);
        if (keys.Count == 0 || now >= keys[0].CurrentFrom + SealingTime - Notice)
        {
            await commit.WriteAsync(scope => RotateAsync(scope, now), cancellation);
            keys = await store.ListAsync(cancellation);
        }

        _ring = Ordered(keys, now);
    }

    /// <summary>The key that seals first, then all others.</summary>
    internal static ServerKeyRing Ordered(IReadOnlyList<Storage.ServerKey> keys, DateTimeOffset now)
    {
        Storage.ServerKey current = keys.FirstOrDefault(key => key.CurrentFrom <= now) ?? keys[^1];
        Gatehouse.Protocol.Sessions.ServerKey[] others = [.. keys.Where(key => key != current).Take(ServerKeyRing.MaxKeys - 1).Select(Derive)];
        return new ServerKeyRing(Derive(current), others);
    }

    private static Gatehouse.Protocol.Sessions.ServerKey Derive(Storage.ServerKey key) => new((uint)key.Id, key.Secret);

    private static async Task RotateAsync(WriteScope scope, DateTimeOffset now)
    {
        // Another node may have done it in the meantime.
        await scope.ExcludeOthersAsync(DatabaseLock.Beginning);
        IReadOnlyList<Storage.ServerKey> keys = await ServerKeyStore.ListAsync(scope);
        if (keys.Count == 0 || now >= keys[0].CurrentFrom + SealingTime - Notice)
        {
            DateTimeOffset from = keys.Count == 0 ? now : now + Notice;
            await ServerKeyStore.InsertAsync(scope, RandomNumberGenerator.GetBytes(Gatehouse.Protocol.Sessions.ServerKey.SecretLength), now, from);
        }

        for (int i = 1; i < keys.Count; i++)
        {
            // A key stopped sealing when the one after it began to.
            if (keys[i - 1].CurrentFrom + Retention < now)
            {
                await ServerKeyStore.DeleteAsync(scope, keys[i].Id);
            }
        }
    }
}
