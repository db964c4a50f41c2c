using Gatehouse.Server.Hosting;
using Gatehouse.Server.Identity;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Nodes;

/// <summary>
/// Sees to it that all nodes over one database have the same CA. Its keys are files of each node and never in the database, which keeps only what
/// they can be recognised by.
/// </summary>
internal static class SharedAuthority
{
    /// <summary>Compares the anchors of this node with those of the database, and adds those that the database does not know.</summary>
    /// <exception cref="ServerStartException">The other nodes have anchors that this one does not have, or has others.</exception>
    public static async Task CheckAsync(Database database, GroupCommit writer, CertificateAuthority authority, DataFolder folder, CancellationToken cancellation)
    {
        if (database.Dialect == Dialect.Sqlite)
        {
            return;
        }

        Dictionary<int, string> own = authority.Anchors.ToDictionary(anchor => anchor.Number, anchor => Convert.ToHexStringLower(anchor.Pin));
        int? foreign = await writer.WriteAsync(scope => CompareAsync(scope, own), cancellation);
        if (foreign is not null)
        {
            throw new ServerStartException(
                $"the nodes of the database {database.Place} have another CA (trust anchor {foreign}); copy the folder ca of one of them to {folder.Authority}, replacing its files");
        }
    }

    private static async Task<int?> CompareAsync(WriteScope scope, Dictionary<int, string> own)
    {
        await scope.ExcludeOthersAsync(DatabaseLock.Beginning);
        Dictionary<int, string> known = (await scope.QueryAsync<AnchorRow>("SELECT number, fingerprint FROM trust_anchors"))
            .ToDictionary(row => row.Number, row => row.Fingerprint);
        foreach ((int number, string fingerprint) in known.OrderBy(entry => entry.Key))
        {
            // An anchor that ended is nobody's any more.
            if (own.TryGetValue(number, out string? mine) ? mine != fingerprint : number > own.Keys.Min())
            {
                return number;
            }
        }

        foreach ((int number, string fingerprint) in own.Where(entry => !known.ContainsKey(entry.Key)))
        {
            await scope.ExecuteAsync("INSERT INTO trust_anchors (number, fingerprint) VALUES (@number, @fingerprint)", new { number, fingerprint });
        }

        return null;
    }
}
