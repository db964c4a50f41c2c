namespace Gatehouse.Contracts.Administration;

/// <summary>
/// Where administrators call the server, on the HTTPS port, with <c>Authorization: Bearer</c> and an API token. What is wrong is a
/// <see cref="ProblemDocument"/>. Lists take <c>limit</c> (1 to 200, default 50) and <c>cursor</c>.
/// </summary>
public static class AdministrationRoutes
{
    /// <summary>What all routes begin with.</summary>
    public const string Root = "/api/v1";

    /// <summary>GET: this interface as an OpenAPI document; the only route that needs no token.</summary>
    public const string OpenApi = Root + "/openapi.json";

    /// <summary>GET: <see cref="Administration.Overview"/>.</summary>
    public const string Overview = Root + "/overview";

    /// <summary>GET, with <c>state</c>, <c>verdict</c> and <c>text</c>: a page of endpoints by host name.</summary>
    public const string Endpoints = Root + "/endpoints";

    /// <summary>GET, with <c>text</c>: a page of policies by name.</summary>
    public const string Policies = Root + "/policies";

    /// <summary>GET: the catalogue of patches that holds, with its text.</summary>
    public const string Catalogue = Root + "/catalog";

    /// <summary>GET: a page of the catalogue's versions, newest first. POST: a new one.</summary>
    public const string CatalogueVersions = Catalogue + "/versions";

    /// <summary>GET: a page of enrolment tokens, newest first. POST: a new one.</summary>
    public const string EnrollmentTokens = Root + "/enrollment-tokens";

    /// <summary>GET: a page of API tokens, newest first. POST: a new one.</summary>
    public const string ApiTokens = Root + "/api-tokens";

    /// <summary>GET, with <c>actor</c>, <c>action</c>, <c>subject</c>, <c>since</c> and <c>until</c>: a page of the audit log, newest first.</summary>
    public const string Audit = Root + "/audit";

    /// <summary>GET: a page of local accounts by name.</summary>
    public const string Users = Root + "/users";

    /// <summary>GET: one endpoint.</summary>
    public static string Endpoint(Guid id) => $"{Endpoints}/{id:D}";

    /// <summary>POST: "approve", "reject", "revoke", "recheck", "message" or "log-off".</summary>
    public static string Endpoint(Guid id, string action) => $"{Endpoints}/{id:D}/{action}";

    /// <summary>PUT: the policy an endpoint is under.</summary>
    public static string EndpointPolicy(Guid id) => $"{Endpoints}/{id:D}/policy";

    /// <summary>GET: one policy.</summary>
    public static string Policy(string name) => $"{Policies}/{Uri.EscapeDataString(name)}";

    /// <summary>GET: a page of a policy's versions, newest first. POST: a new one.</summary>
    public static string PolicyVersions(string name) => $"{Policy(name)}/versions";

    /// <summary>GET: one version with its YAML.</summary>
    public static string PolicyVersion(string name, long version) => $"{Policy(name)}/versions/{version}";

    /// <summary>PUT: the version that endpoints are checked under.</summary>
    public static string ActivePolicy(string name) => $"{Policy(name)}/active";

    /// <summary>POST: what a policy would change.</summary>
    public static string PolicyTrial(string name) => $"{Policy(name)}/dry-run";

    /// <summary>GET: one version of the catalogue with its text.</summary>
    public static string CatalogueVersion(long version) => $"{CatalogueVersions}/{version}";

    /// <summary>DELETE: revokes an enrolment token.</summary>
    public static string EnrollmentToken(string id) => $"{EnrollmentTokens}/{Uri.EscapeDataString(id)}";

    /// <summary>DELETE: revokes an API token.</summary>
    public static string ApiToken(string id) => $"{ApiTokens}/{Uri.EscapeDataString(id)}";

    /// <summary>PUT: makes a local account, or changes its password. DELETE: removes it.</summary>
    public static string User(string name) => $"{Users}/{Uri.EscapeDataString(name)}";
}
