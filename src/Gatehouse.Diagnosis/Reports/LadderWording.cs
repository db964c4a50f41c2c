using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The phrases beside a ladder, not escaped.</summary>
internal static class LadderWording
{
    /// <summary>What one is looking at, and when it began.</summary>
    public static string Caption(Ladder ladder)
    {
        string start = ladder.Steps.Count > 0 && ladder.Steps[0].Time.IsKnown
            ? $" Times count from {ladder.Steps[0].Time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)} UTC."
            : string.Empty;
        string numbers = ladder.IsLog ? "line numbers" : "frame numbers";
        return ladder.Source is { } source
            ? $"The conversation as {source} shows it: an arrow says that a packet was {(ladder.IsLog ? "logged" : "captured")}, not that it arrived. Numbers are {numbers}.{start}"
            : $"One lane for each capture, with its {numbers}.{(ladder.Losses.Count > 0 ? " A cross stands where the next capture should show a packet and does not." : string.Empty)}{start}";
    }

    /// <summary>"+5.003 s" after the first packet with a time; empty when one of them has none.</summary>
    public static string Elapsed(Ladder ladder, LadderStep step)
    {
        Timestamp start = ladder.Steps.Select(first => first.Time).FirstOrDefault(time => time.IsKnown, Timestamp.None);
        return step.Time.IsKnown && start.IsKnown
            ? Timestamp.Seconds(start, step.Time).ToString(ladder.IsLog ? "+0.### s;-0.### s;0 s" : "+0.000000 s;-0.000000 s;0.000000 s", CultureInfo.InvariantCulture)
            : string.Empty;
    }

    /// <summary>"… 214 more packets".</summary>
    public static string Skipped(long count) =>
        string.Create(CultureInfo.InvariantCulture, $"… {count:#,0} more packet{(count == 1 ? string.Empty : "s")}");

    /// <summary>What is remarkable about a packet, one or two words; empty when nothing is.</summary>
    public static string Tag(LadderStep step) =>
        step.LostBefore is not null ? (step.IsLossCertain ? "lost" : "probably lost") + (step.IsSentAgain ? ", sent again" : string.Empty)
        : step.IsSentAgain ? "sent again" : string.Empty;

    /// <summary>What the picture shows, for those who cannot see it.</summary>
    public static string Description(Ladder ladder)
    {
        int lost = ladder.Steps.Count(step => step.LostBefore is not null);
        return string.Create(CultureInfo.InvariantCulture,
            $"Ladder diagram of {ladder.Steps.Count} packets between {ladder.Lanes[0].Name} and {ladder.Lanes[^1].Name}, {lost} of them lost on the way.");
    }
}
