using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Judgement.Logs;
using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Sources;

/// <summary>Says how the clock of a log runs against that of a capture.</summary>
internal static class LogClock
{
    /// <summary>Logs write whole seconds: nothing closer than that is known.</summary>
    private const double Uncertainty = 1;

    /// <summary>One phrase.</summary>
    /// <param name="zone">The zone the log is read in.</param>
    /// <param name="pairs">The packets that tell; at least one.</param>
    public static string Say(TimeZoneInfo zone, IReadOnlyList<LoggedPacket> pairs)
    {
        double[] offsets = [.. pairs.Select(pair => Timestamp.Seconds(pair.Seen.Time, ClientLog.ToUtc(pair.Logged.Time, zone))).Order()];
        double offset = offsets[offsets.Length / 2];
        string captures = string.Join(", ", pairs.Select(pair => pair.Capture.Name).Distinct());
        string by = $"by {(pairs.Count == 1 ? "a packet" : $"{pairs.Count} packets")} that {captures} shows too";
        return Math.Abs(offset) <= Uncertainty
            ? $"its clock agrees with the capture's within a second, {by}"
            : string.Create(CultureInfo.InvariantCulture, $"its clock is {Math.Abs(offset):0} s {(offset > 0 ? "ahead of" : "behind")} the capture's, give or take a second, {by}");
    }
}
