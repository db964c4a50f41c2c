using Gatehouse.Contracts.Administration;

namespace Gatehouse.Server.Administration.Roles;

/// <summary>Who asks for something; what the audit log says of them.</summary>
/// <param name="Name">Name of the API token, or of the server itself.</param>
/// <param name="TokenId">Id of the API token; null for the server itself.</param>
/// <param name="Role">What they may do.</param>
/// <param name="Address">Address they come from; null for the server itself.</param>
internal sealed record Caller(string Name, string? TokenId, ApiRole Role, string? Address)
{
    /// <summary>What the server does by itself.</summary>
    public static Caller Server { get; } = new("server", null, ApiRole.Administrator, null);
}
