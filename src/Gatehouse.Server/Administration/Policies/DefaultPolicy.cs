using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Posture.Files;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>The policy that a new server begins with, so that endpoints are under one from the first day.</summary>
internal sealed class DefaultPolicy(GroupCommit writer, AuditLog audit, TimeProvider clock)
{
    private const string Note = "what a new server begins with";

    /// <summary>Adds and activates it, when there is no policy of that name.</summary>
    public Task EnsureAsync(CancellationToken cancellation) => writer.WriteAsync(
        async scope =>
        {
            const string Name = EndpointRow.DefaultPolicy;
            await scope.ExcludeOthersAsync(DatabaseLock.Beginning);
            if (await PolicyStore.FindAsync(scope, Name) is not null)
            {
                return;
            }

            string yaml = PolicyFile.DefaultText;
            string sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(yaml)));
            DateTimeOffset now = clock.GetUtcNow();
            long version = await PolicyStore.InsertAsync(scope, Name, yaml, sha256, Note, Caller.Server.Name, now);
            await PolicyStore.ActivateAsync(scope, Name, version, Caller.Server.Name, now);
            PolicyRow row = (await PolicyStore.FindAsync(scope, Name))!;
            await audit.WriteAsync(
                scope, Caller.Server, "policy.activate", $"policy/{Name}", null, JsonSerializer.Serialize(row.ToSummary(), AdministrationJson.Default.PolicySummary));
        },
        cancellation);
}
