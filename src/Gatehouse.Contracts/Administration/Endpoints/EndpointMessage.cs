using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>A message to the user of an endpoint.</summary>
/// <param name="Text">1 to 1,000 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EndpointMessage(string Text);
