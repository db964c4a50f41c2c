namespace Gatehouse.Diagnosis.Logs;

/// <summary>What the log of our own server says.</summary>
/// <param name="Entries">The entries kept, in the order of the text.</param>
/// <param name="Count">All entries, also those that were not kept.</param>
/// <param name="From">Time of the first, in UTC; null without entries.</param>
/// <param name="To">Time of the last.</param>
public sealed record ServerLog(IReadOnlyList<ServerLogEntry> Entries, long Count, DateTime? From, DateTime? To)
{
    /// <summary>Entries kept; a server that is attacked writes some thousand a day.</summary>
    public const int MaxEntries = 100_000;
}
