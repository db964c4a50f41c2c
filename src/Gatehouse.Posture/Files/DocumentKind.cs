namespace Gatehouse.Posture.Files;

/// <summary>What sort of file is read, and how large it may be.</summary>
/// <param name="Name">For messages: "policy".</param>
/// <param name="Content">What an empty one lacks: "what to check".</param>
/// <param name="MaxLength">Characters.</param>
/// <param name="MaxNodes">Values, lists and mappings in all.</param>
internal sealed record DocumentKind(string Name, string Content, int MaxLength, int MaxNodes)
{
    /// <summary>What is required of endpoints.</summary>
    public static readonly DocumentKind Policy = new("policy", "what to check", PolicyFileLimits.MaxLength, PolicyFileLimits.MaxNodes);

    /// <summary>Patches.</summary>
    public static readonly DocumentKind Catalogue = new("catalogue", "patches", CatalogueFileLimits.MaxLength, CatalogueFileLimits.MaxNodes);
}
