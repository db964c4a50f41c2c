namespace Gatehouse.Posture.Files;

/// <summary>Bounds on a catalogue file.</summary>
public static class CatalogueFileLimits
{
    /// <summary>Characters of a file: with the escapes of JSON it fits into one request.</summary>
    public const int MaxLength = 512 * 1024;

    /// <summary>Values, lists and mappings in all.</summary>
    public const int MaxNodes = 200_000;

    /// <summary>Patches of one file.</summary>
    public const int MaxPatches = 10_000;
}
