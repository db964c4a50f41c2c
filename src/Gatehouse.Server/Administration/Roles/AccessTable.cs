using System.Collections.Frozen;
using Gatehouse.Contracts.Administration;
using Gatehouse.Server.Administration.Catalogues;

namespace Gatehouse.Server.Administration.Roles;

/// <summary>The one place that says who may do what. A route that is not in it is not mapped.</summary>
internal static class AccessTable
{
    /// <summary>All routes.</summary>
    public static IReadOnlyList<RouteAccess> Routes { get; } =
    [
        new("getOverview", ApiRole.Viewer),
        new("listEndpoints", ApiRole.Viewer),
        new("getEndpoint", ApiRole.Viewer),
        new("approveEndpoint", ApiRole.Operator, "endpoint.approve"),
        new("rejectEndpoint", ApiRole.Operator, "endpoint.reject"),
        new("revokeEndpoint", ApiRole.Operator, "endpoint.revoke"),
        new("recheckEndpoint", ApiRole.Operator, "endpoint.recheck"),
        new("messageEndpoint", ApiRole.Operator, "endpoint.message"),
        new("logOffEndpoint", ApiRole.Operator, "endpoint.log-off"),
        new("moveEndpoint", ApiRole.Operator, "endpoint.move"),
        new("listPolicies", ApiRole.Viewer),
        new("getPolicy", ApiRole.Viewer),
        new("listPolicyVersions", ApiRole.Viewer),
        new("getPolicyVersion", ApiRole.Viewer),
        new("uploadPolicy", ApiRole.Administrator, "policy.upload"),
        new("activatePolicy", ApiRole.Administrator, "policy.activate"),
        new("tryPolicy", ApiRole.Operator),
        new("getCatalog", ApiRole.Viewer),
        new("listCatalogVersions", ApiRole.Viewer),
        new("getCatalogVersion", ApiRole.Viewer),
        new("uploadCatalog", ApiRole.Administrator, CatalogueStore.Uploaded),
        new("listEnrollmentTokens", ApiRole.Viewer),
        new("getEnrollmentToken", ApiRole.Viewer),
        new("createEnrollmentToken", ApiRole.Administrator, "enrollment-token.create"),
        new("revokeEnrollmentToken", ApiRole.Administrator, "enrollment-token.revoke"),
        new("listApiTokens", ApiRole.Administrator),
        new("getApiToken", ApiRole.Administrator),
        new("createApiToken", ApiRole.Administrator, "api-token.create"),
        new("revokeApiToken", ApiRole.Administrator, "api-token.revoke"),
        new("listAudit", ApiRole.Viewer),
        new("listUsers", ApiRole.Viewer),
        new("getUser", ApiRole.Viewer),
        new("setUser", ApiRole.Administrator, "user.set"),
        new("removeUser", ApiRole.Administrator, "user.remove"),
        new("getOpenApi", null),
    ];

    private static readonly FrozenDictionary<string, RouteAccess> ByRoute = Routes.ToFrozenDictionary(access => access.Route, StringComparer.Ordinal);

    /// <summary>Who may use a route.</summary>
    /// <exception cref="InvalidOperationException">The route is not in the table.</exception>
    public static RouteAccess Of(string? route) => route is not null && ByRoute.TryGetValue(route, out RouteAccess? access)
        ? access
        : throw new InvalidOperationException($"the route '{route}' is not in the table of access");
}
