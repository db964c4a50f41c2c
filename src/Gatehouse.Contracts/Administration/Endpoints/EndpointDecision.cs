using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>Why an endpoint is approved, rejected, revoked or logged off; for the audit log, and for the user where the endpoint is told.</summary>
/// <param name="Reason">One line of at most 500 characters; may be left out.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EndpointDecision(string? Reason = null);
