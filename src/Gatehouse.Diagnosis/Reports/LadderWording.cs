using System.Globalization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>The phrases beside a ladder, not escaped.</summary>
/// <param name="words">The words of the report's language.</param>
internal sealed class LadderWording(Wording words)
{
    /// <summary>What one is looking at, and when it began.</summary>
    public string Caption(Ladder ladder)
    {
        string start = ladder.Steps.Count > 0 && ladder.Steps[0].Time.IsKnown
            ? words.Say(Phrase.LadderStart, ("time", ladder.Steps[0].Time.ToDateTime().ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture)))
            : string.Empty;
        return ladder.Source is { } source
            ? words.Say(ladder.IsLog ? Phrase.LadderLogged : Phrase.LadderCaptured, ("source", source)) + start
            : words[Phrase.LadderLanes] + (ladder.Losses.Count > 0 ? words[Phrase.LadderCross] : string.Empty) + start;
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
    public string Skipped(long count) => words.Count(Phrase.MorePackets, count);

    /// <summary>What is remarkable about a packet, one or two words; empty when nothing is.</summary>
    public string Tag(LadderStep step) =>
        step.LostBefore is not null
            ? words[step.IsLossCertain ? Phrase.Lost : Phrase.ProbablyLost] + (step.IsSentAgain ? words[Phrase.Comma] + words[Phrase.SentAgain] : string.Empty)
        : step.IsSentAgain ? words[Phrase.SentAgain] : string.Empty;

    /// <summary>What the picture shows, for those who cannot see it.</summary>
    public string Description(Ladder ladder) => words.Count(
        Phrase.LadderPicture,
        ladder.Steps.Count,
        ("first", ladder.Lanes[0].Name),
        ("last", ladder.Lanes[^1].Name),
        ("lost", words.Number(ladder.Steps.Count(step => step.LostBefore is not null))));
}
