using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Catalogues;

/// <summary>A new version of the catalogue of patches, which holds at once. The same text as the newest version makes no new one.</summary>
/// <param name="Text">The catalogue in YAML or JSON; at most 512 KiB.</param>
/// <param name="Note">Why, for the list of versions; at most 500 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record CatalogueUpload(string Text, string? Note = null);
