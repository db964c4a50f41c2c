using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Gatehouse.Contracts.Administration;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Server.Administration.Audit;
using Gatehouse.Server.Administration.Roles;
using Gatehouse.Server.Nodes;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Catalogues;

/// <summary>The table <c>catalogue_versions</c>, to write.</summary>
internal sealed class CatalogueStore(AuditLog audit, TimeProvider clock)
{
    /// <summary>What the audit log calls a new version.</summary>
    public const string Uploaded = "catalog.upload";

    private const string Subject = "catalog/patches";

    /// <summary>Adds a version, unless the newest says the same.</summary>
    /// <returns>The version that says it, and whether it is new.</returns>
    public async Task<(CatalogueRow Row, bool IsNew)> AddAsync(WriteScope scope, Caller caller, PatchCatalogue catalogue, string text, string note)
    {
        await scope.ExcludeOthersAsync(DatabaseLock.Catalogue);
        string sha256 = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
        CatalogueRow? before = await FindNewestAsync(scope);
        if (before?.Sha256 == sha256)
        {
            return (before, false);
        }

        await scope.ExecuteAsync(
            """
            INSERT INTO catalogue_versions (name, patches, text, sha256, note, created_at, created_by)
            VALUES (@CatalogueName, @Count, @text, @sha256, @note, @Now, @CallerName)
            """,
            new { CatalogueName = catalogue.Name, catalogue.Count, text, sha256, note, Now = clock.GetUtcNow(), CallerName = caller.Name });
        CatalogueRow after = (await FindNewestAsync(scope))!;
        await audit.WriteAsync(scope, caller, Uploaded, Subject, Json(before), Json(after));
        await ChangeLog.NotePoliciesAsync(scope);
        return (after, true);
    }

    private static Task<CatalogueRow?> FindNewestAsync(WriteScope scope) => scope.FirstAsync<CatalogueRow>(CatalogueRow.SelectNewest);

    private static string? Json(CatalogueRow? row) => row is null ? null : JsonSerializer.Serialize(row.ToVersion(whole: false), AdministrationJson.Default.CatalogueVersion);
}
