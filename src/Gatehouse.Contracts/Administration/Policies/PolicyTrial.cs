using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>Asks what a policy would change for the endpoints under the policy named in the route. Nothing is stored.</summary>
/// <param name="Yaml">The policy to try; at most 256 KiB.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PolicyTrial(string Yaml);
