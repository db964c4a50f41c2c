using Gatehouse.Contracts.Administration;

namespace Gatehouse.Server.Administration.Roles;

/// <summary>Who may use a route, and what the audit log calls what it does.</summary>
/// <param name="Route">Name of the route; also its operation id in the OpenAPI document.</param>
/// <param name="Role">The least role; null for a route that needs no token.</param>
/// <param name="Action">What the audit log says; null for a route that changes nothing.</param>
internal sealed record RouteAccess(string Route, ApiRole? Role, string? Action = null);
