using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>A new version of a policy. The same YAML as the newest version makes no new one.</summary>
/// <param name="Yaml">The policy; at most 256 KiB.</param>
/// <param name="Note">Why, for the list of versions; at most 500 characters.</param>
/// <param name="Activate">Whether endpoints are checked under it at once.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record PolicyUpload(string Yaml, string? Note = null, bool Activate = false);
