using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>Makes a version the active one; an older version rolls back.</summary>
/// <param name="Version">The version.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PolicyActivation(long Version);
