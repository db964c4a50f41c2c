using System.Text.Json;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Nodes;

/// <summary>The table <c>changes</c>, by which nodes learn what others changed, and the notices that make them look at once.</summary>
internal static class ChangeLog
{
    private const string Policies = "policies";

    /// <summary>How often policies, who is under which, or the catalogue of patches were changed; 0 for never.</summary>
    public static Task<long> PoliciesAsync(Database database, CancellationToken cancellation) =>
        database.FirstAsync<long>("SELECT revision FROM changes WHERE topic = @Policies", new { Policies }, cancellation);

    /// <summary>Notes such a change, in its transaction.</summary>
    public static async Task NotePoliciesAsync(WriteScope scope)
    {
        await scope.ExecuteAsync(
            "INSERT INTO changes (topic, revision) VALUES (@Policies, 1) ON CONFLICT (topic) DO UPDATE SET revision = changes.revision + 1",
            new { Policies });
        await NotifyAsync(scope, new NodeNotice());
    }

    /// <summary>Tells all nodes something when the transaction commits; an embedded database has one node, which knows.</summary>
    public static async Task NotifyAsync(WriteScope scope, NodeNotice notice)
    {
        if (scope.Dialect == Dialect.PostgreSql)
        {
            await scope.ExecuteAsync(
                "SELECT pg_notify(@Channel, @text)",
                new { NodeNotice.Channel, text = JsonSerializer.Serialize(notice, NoticeJson.Default.NodeNotice) });
        }
    }
}
