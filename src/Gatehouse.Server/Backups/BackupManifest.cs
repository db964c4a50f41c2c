namespace Gatehouse.Server.Backups;

/// <summary>What a backup says of itself: the first entry of its archive.</summary>
/// <param name="Format">Always <see cref="CurrentFormat"/> in those this program can read.</param>
/// <param name="MadeAt">When it was made.</param>
/// <param name="Host">Machine it was made on.</param>
/// <param name="HasDatabase">Whether the embedded database is in it; false for a node over PostgreSQL.</param>
/// <param name="Files">What follows, in order.</param>
public sealed record BackupManifest(string Format, DateTimeOffset MadeAt, string Host, bool HasDatabase, IReadOnlyList<BackedUpFile> Files)
{
    /// <summary>Name and version of the format.</summary>
    public const string CurrentFormat = "gatehouse.backup/1";

    /// <summary>Name of the entry.</summary>
    internal const string FileName = "manifest.json";

    /// <summary>Octets of the entry at most.</summary>
    internal const int MaxOctets = 64 * 1024;
}
