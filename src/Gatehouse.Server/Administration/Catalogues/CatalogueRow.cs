using Gatehouse.Contracts.Administration.Catalogues;

namespace Gatehouse.Server.Administration.Catalogues;

/// <summary>A version of the catalogue as it is stored.</summary>
internal sealed class CatalogueRow
{
    /// <summary>All of them; conditions and order follow.</summary>
    public const string Select =
        """
        SELECT v.version, v.name, v.patches, v.text, v.sha256, v.note, v.created_at, v.created_by,
          (SELECT MAX(n.version) FROM catalogue_versions n) AS newest
        FROM catalogue_versions v
        """;

    /// <summary>The version that holds.</summary>
    public const string SelectNewest = Select + " ORDER BY v.version DESC LIMIT 1";

    /// <summary>Its number.</summary>
    public long Version { get; init; }

    /// <summary>Name of the catalogue.</summary>
    public required string Name { get; init; }

    /// <summary>Patches in it.</summary>
    public int Patches { get; init; }

    /// <summary>The catalogue itself.</summary>
    public required string Text { get; init; }

    /// <summary>SHA-256 of the text.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Why, as the uploader says.</summary>
    public required string Note { get; init; }

    /// <summary>When it was uploaded.</summary>
    public DateTimeOffset CreatedAt { get; init; }

    /// <summary>Who uploaded it.</summary>
    public required string CreatedBy { get; init; }

    /// <summary>The version that holds.</summary>
    public long Newest { get; init; }

    /// <summary>As it is told.</summary>
    /// <param name="whole">With the text.</param>
    public CatalogueVersion ToVersion(bool whole) =>
        new(Version, Name, Patches, Version == Newest, Sha256, CreatedAt, CreatedBy, Note, whole ? Text : null);
}
