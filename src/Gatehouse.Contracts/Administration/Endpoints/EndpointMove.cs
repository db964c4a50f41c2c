using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>Puts an endpoint under another policy.</summary>
/// <param name="Policy">Name of the policy.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EndpointMove(string Policy);
