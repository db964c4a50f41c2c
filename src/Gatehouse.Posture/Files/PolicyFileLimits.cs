namespace Gatehouse.Posture.Files;

/// <summary>Bounds on a policy file.</summary>
public static class PolicyFileLimits
{
    /// <summary>Characters of a file.</summary>
    public const int MaxLength = 256 * 1024;

    /// <summary>Lists and mappings inside each other.</summary>
    public const int MaxDepth = 12;

    /// <summary>Values, lists and mappings in all.</summary>
    public const int MaxNodes = 20_000;

    /// <summary>Characters of one value.</summary>
    public const int MaxText = 1024;

    /// <summary>Entries of one list of names.</summary>
    public const int MaxList = 1000;

    /// <summary>Errors that are told; a file with more has something wrong throughout.</summary>
    public const int MaxErrors = 50;
}
