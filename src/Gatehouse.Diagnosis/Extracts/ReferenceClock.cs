using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Extracts;

/// <summary>Turns the times of every source into those of the clock the report compares all others with.</summary>
/// <param name="origin">Where drift begins to count: the first frame of the first capture.</param>
internal sealed class ReferenceClock(Timestamp origin)
{
    private const double PerMillion = 1e-6;

    /// <summary>The clock of a report.</summary>
    public static ReferenceClock Of(Report report) =>
        new(report.Sources.FirstOrDefault(source => source.From.IsKnown)?.From ?? new Timestamp(0));

    /// <summary>What the reference clock showed.</summary>
    public Timestamp Correct(SourceSummary source, Timestamp time)
    {
        if (!time.IsKnown)
        {
            return time;
        }

        double offset = source.ClockOffsetSeconds * Timestamp.PerSecond;
        double since = time.Nanoseconds - offset - origin.Nanoseconds;
        return Timestamp.FromUnix(0, time.Nanoseconds - (long)Math.Round(offset + (since * source.ClockDriftPpm * PerMillion)));
    }
}
