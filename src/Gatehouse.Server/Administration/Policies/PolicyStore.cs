using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>The tables <c>policies</c>, <c>policy_versions</c> and <c>assignments</c>, to write.</summary>
internal static class PolicyStore
{
    /// <summary>Finds a policy.</summary>
    public static Task<PolicyRow?> FindAsync(WriteScope scope, string name) =>
        scope.FirstAsync<PolicyRow>(PolicyRow.Select + " WHERE p.name = @name", new { name });

    /// <summary>Finds a version of a policy.</summary>
    public static Task<PolicyVersionRow?> FindVersionAsync(WriteScope scope, string policy, long version) => scope.FirstAsync<PolicyVersionRow>(
        PolicyVersionRow.Select + " WHERE v.policy = @policy AND v.version = @version", new { policy, version });

    /// <summary>Adds a version, and the policy when there is none of this name.</summary>
    /// <returns>The number of the version.</returns>
    public static async Task<long> InsertAsync(WriteScope scope, string policy, string yaml, string sha256, string note, string by, DateTimeOffset now)
    {
        await scope.ExecuteAsync("INSERT INTO policies (name) VALUES (@policy) ON CONFLICT (name) DO NOTHING", new { policy });
        return await scope.FirstAsync<long>(
            """
            INSERT INTO policy_versions (policy, yaml, sha256, note, created_at, created_by)
            VALUES (@policy, @yaml, @sha256, @note, @now, @by) RETURNING version
            """,
            new { policy, yaml, sha256, note, now, by });
    }

    /// <summary>Makes a version the active one.</summary>
    public static async Task ActivateAsync(WriteScope scope, string policy, long version, string by, DateTimeOffset now)
    {
        await scope.ExecuteAsync(
            "UPDATE policies SET active_version = @version, activated_at = @now, activated_by = @by WHERE name = @policy", new { policy, version, now, by });
        await ChangeLog.NotePoliciesAsync(scope);
    }

    /// <summary>Puts an endpoint under a policy.</summary>
    public static async Task AssignAsync(WriteScope scope, Guid endpointId, string policy)
    {
        string sql = policy == EndpointRow.DefaultPolicy
            ? "DELETE FROM assignments WHERE endpoint_id = @endpointId"
            : """
              INSERT INTO assignments (endpoint_id, policy) VALUES (@endpointId, @policy)
              ON CONFLICT (endpoint_id) DO UPDATE SET policy = excluded.policy
              """;
        await scope.ExecuteAsync(sql, new { endpointId, policy });
        await ChangeLog.NotePoliciesAsync(scope);
    }
}
