using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Catalogues;

/// <summary>One version of the catalogue of patches; versions never change, and the newest holds.</summary>
/// <param name="Version">Its number.</param>
/// <param name="Name">Name of the catalogue, as its file says.</param>
/// <param name="Patches">Patches in it.</param>
/// <param name="Active">Whether reports are held against it now.</param>
/// <param name="Sha256">SHA-256 of the text in UTF-8, lower-case hexadecimal.</param>
/// <param name="CreatedAt">When it was uploaded.</param>
/// <param name="CreatedBy">Who uploaded it.</param>
/// <param name="Note">Why, as the uploader says; may be empty.</param>
/// <param name="Text">The catalogue itself; left out of lists.</param>
public sealed record CatalogueVersion(
    long Version,
    string Name,
    int Patches,
    bool Active,
    string Sha256,
    DateTimeOffset CreatedAt,
    string CreatedBy,
    string Note,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] string? Text = null);
