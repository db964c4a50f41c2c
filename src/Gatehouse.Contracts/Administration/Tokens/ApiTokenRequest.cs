using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Tokens;

/// <summary>Asks for an API token.</summary>
/// <param name="Name">Who will hold it, as the audit log will say: 1 to 64 characters.</param>
/// <param name="Role">What its holder may do.</param>
/// <param name="ExpiresInSeconds">Life of the token, 60 seconds to 365 days.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record ApiTokenRequest(string Name, ApiRole Role, long ExpiresInSeconds);
