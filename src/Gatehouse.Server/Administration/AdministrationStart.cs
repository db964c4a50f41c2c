using Gatehouse.Server.Administration.ApiTokens;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Administration.Policies;
using Gatehouse.Server.Identity;

namespace Gatehouse.Server.Administration;

/// <summary>What must be there before administrators and endpoints are served: a policy, and the token of this machine's administrator.</summary>
internal sealed class AdministrationStart(
    DefaultPolicy policy, PolicyCatalog policies, CatalogueAtStart catalogueFile, CatalogueInForce catalogue, LocalToken token, DataFolder folder)
{
    /// <summary>Makes what is missing and reads policies and catalogue.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await policy.EnsureAsync(cancellation);
        await policies.ReloadAsync(cancellation);
        await catalogueFile.RunAsync(cancellation);
        await catalogue.ReloadAsync(cancellation);
        await token.EnsureAsync(folder, cancellation);
    }
}
