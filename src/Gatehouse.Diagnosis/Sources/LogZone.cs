using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Finds the time zone of a log that does not say it.</summary>
internal static class LogZone
{
    private const int QuarterHour = 15;
    private const int WestMost = -12 * 60;
    private const int EastMost = 14 * 60;

    /// <summary>
    /// The user's word; else the zone that places the log inside the captures beside it, when exactly one does best; else UTC.
    /// </summary>
    /// <returns>The zone, and a sentence that says where it comes from.</returns>
    public static (TimeZoneInfo Zone, string Note) Choose(ClientLog log, TimeZoneInfo? given, IReadOnlyList<SourceSummary> captures)
    {
        if (given is not null)
        {
            return (given, $"the log's times are read as {given.Id}, as you said");
        }

        SourceSummary[] dated = [.. captures.Where(capture => capture.From.IsKnown)];
        if (dated.Length > 0 && log.From is { } from && log.To is { } to && BestFit(from, to, dated) is { } offset)
        {
            TimeZoneInfo fit = Fixed(offset);
            return (fit, $"the log's times are read as {fit.Id}, which fits the captures best; --log-zone says otherwise");
        }

        return (TimeZoneInfo.Utc, "the log does not say its time zone; its times are shown as they stand, as if UTC (--log-zone sets it)");
    }

    private static TimeSpan? BestFit(DateTime from, DateTime to, SourceSummary[] captures)
    {
        TimeSpan? best = null;
        double bestOverlap = 0;
        for (int minutes = WestMost; minutes <= EastMost; minutes += QuarterHour)
        {
            TimeSpan offset = TimeSpan.FromMinutes(minutes);
            double overlap = captures.Sum(capture => Overlap(from - offset, to - offset, capture));
            if (overlap > bestOverlap || (overlap == bestOverlap && overlap > 0 && minutes % 60 == 0 && best is { } known && known.TotalMinutes % 60 != 0))
            {
                bestOverlap = overlap;
                best = offset;
            }
        }

        return best;
    }

    private static double Overlap(DateTime from, DateTime to, SourceSummary capture)
    {
        DateTime start = capture.From.ToDateTime();
        DateTime end = capture.To.ToDateTime();
        DateTime first = from > start ? from : start;
        DateTime last = to < end ? to : end;
        return last >= first ? (last - first).TotalSeconds + 1 : 0;
    }

    private static TimeZoneInfo Fixed(TimeSpan offset)
    {
        string id = $"UTC{(offset < TimeSpan.Zero ? '-' : '+')}{offset:hh\\:mm}";
        return TimeZoneInfo.CreateCustomTimeZone(id, offset, id, id);
    }
}
