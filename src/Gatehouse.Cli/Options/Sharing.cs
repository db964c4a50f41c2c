namespace Gatehouse.Cli.Options;

/// <summary>What of a case is to be shown to others.</summary>
/// <param name="Extract">Where the proving frames go; null for nowhere.</param>
/// <param name="Redact">Whether what is private gets pseudonyms.</param>
internal sealed record Sharing(string? Extract, bool Redact);
