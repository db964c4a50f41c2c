using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>What a client log says about security checks.</summary>
public sealed record ClientLog
{
    /// <summary>All entries in the order of the text.</summary>
    public required IReadOnlyList<ClientLogEntry> Entries { get; init; }

    /// <summary>Whether every entry says that its time is UTC; otherwise the times are those of a zone that the log does not name.</summary>
    public bool IsUtc { get; init; }

    /// <summary>The security checks in order of their first packet.</summary>
    public required IReadOnlyList<SecurityExchange> Exchanges { get; init; }

    /// <summary>What our own agent says of its checks, in order.</summary>
    public IReadOnlyList<AgentRemark> Remarks { get; init; } = [];

    /// <summary>What was lost or odd, one phrase each.</summary>
    public required IReadOnlyList<string> Notes { get; init; }

    /// <summary>The message the user saw, quoted in the text or in an entry; null when there is none.</summary>
    public string? UserMessage { get; init; }

    /// <summary>Local time of the first entry; null without entries.</summary>
    public DateTime? From => Entries.Count == 0 ? null : Entries[0].Time;

    /// <summary>Local time of the last entry; null without entries.</summary>
    public DateTime? To => Entries.Count == 0 ? null : Entries[^1].Time;

    /// <summary>
    /// Turns a local time of the log into UTC. The log does not say its zone, so the caller must know it. A time that a
    /// clock change skipped or repeated is read with the zone's standard offset.
    /// </summary>
    public static Timestamp ToUtc(DateTime local, TimeZoneInfo zone)
    {
        DateTime unspecified = DateTime.SpecifyKind(local, DateTimeKind.Unspecified);
        long ticks = unspecified.Ticks - zone.GetUtcOffset(unspecified).Ticks;
        return Timestamp.From(new DateTime(Math.Clamp(ticks, 0, DateTime.MaxValue.Ticks), DateTimeKind.Utc));
    }
}
