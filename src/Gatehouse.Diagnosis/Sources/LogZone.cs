using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Finds the time zone of a log.</summary>
internal static class LogZone
{
    private const int QuarterHour = 15;
    private const int WestMost = -12 * 60;
    private const int EastMost = 14 * 60;

    /// <summary>
    /// The log's own word; else the user's; else the zone by which packets that the log and a capture both tell of agree; else the zone that places the log inside
    /// the captures beside it, when exactly one does best; else UTC.
    /// </summary>
    /// <param name="log">The log.</param>
    /// <param name="given">The user's word; null without one.</param>
    /// <param name="captures">The captures beside it.</param>
    /// <param name="difference">The log's local time minus that of captures, by packets both tell of; null when there are none.</param>
    /// <returns>The zone, and a sentence that says where it comes from.</returns>
    public static (TimeZoneInfo Zone, string Note) Choose(ClientLog log, TimeZoneInfo? given, IReadOnlyList<SourceSummary> captures, TimeSpan? difference = null)
    {
        if (log.IsUtc)
        {
            return (TimeZoneInfo.Utc, "the log says that its times are UTC");
        }

        if (given is not null)
        {
            return (given, $"the log's times are read as {given.Id}, as you said");
        }

        if (difference is { } apart && Math.Round(apart.TotalMinutes / QuarterHour) * QuarterHour is >= WestMost and <= EastMost and var minutes)
        {
            TimeZoneInfo agreed = Fixed(TimeSpan.FromMinutes(minutes));
            return (agreed, $"the log's times are read as {agreed.Id}, by packets that a capture shows too; --log-zone says otherwise");
        }

        SourceSummary[] dated = [.. captures.Where(capture => capture.From.IsKnown)];
        TimeSpan[] fits = log.From is { } from && log.To is { } to ? BestFits(from, to, dated) : [];
        if (fits.Length == 1)
        {
            TimeZoneInfo fit = Fixed(fits[0]);
            return (fit, $"the log's times are read as {fit.Id}, which fits the captures best; --log-zone says otherwise");
        }

        if (fits.Length > 1)
        {
            return (
                TimeZoneInfo.Utc,
                $"the log does not say its time zone, and the captures fit {fits.Length} of them equally; its times are shown as they stand, as if UTC (--log-zone sets it)");
        }

        return (TimeZoneInfo.Utc, "the log does not say its time zone; its times are shown as they stand, as if UTC (--log-zone sets it)");
    }

    /// <summary>The zones under which the log and the captures have most time in common; of several, those of whole hours.</summary>
    private static TimeSpan[] BestFits(DateTime from, DateTime to, SourceSummary[] captures)
    {
        List<TimeSpan> best = [];
        long most = 1;
        for (int minutes = WestMost; minutes <= EastMost; minutes += QuarterHour)
        {
            TimeSpan offset = TimeSpan.FromMinutes(minutes);
            long common = captures.Sum(capture => Common(from.Ticks - offset.Ticks, to.Ticks - offset.Ticks, capture));
            if (common > most)
            {
                best.Clear();
                most = common;
            }

            if (common == most)
            {
                best.Add(offset);
            }
        }

        TimeSpan[] whole = [.. best.Where(offset => offset.Minutes == 0)];
        return whole.Length > 0 ? whole : [.. best];
    }

    /// <summary>Ticks that a span of the log and a capture have in common; a single moment in common counts as one second.</summary>
    private static long Common(long from, long to, SourceSummary capture)
    {
        long first = Math.Max(from, capture.From.ToDateTime().Ticks);
        long last = Math.Min(to, capture.To.ToDateTime().Ticks);
        return last >= first ? last - first + TimeSpan.TicksPerSecond : 0;
    }

    private static TimeZoneInfo Fixed(TimeSpan offset)
    {
        string id = $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
        return TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id);
    }
}
