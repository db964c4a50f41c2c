using System.Globalization;
using System.Text;
using Gatehouse.Diagnosis.Ladders;
using Gatehouse.Diagnosis.Languages;

namespace Gatehouse.Diagnosis.Reports.Markdown;

/// <summary>A ladder as a table: a row for each packet, a column for each lane.</summary>
internal static class MarkdownLadder
{
    private const int LongestLabel = 96;

    /// <summary>Writes it.</summary>
    public static void Write(StringBuilder text, Ladder ladder, Wording words)
    {
        LadderWording wording = new(words);
        text.Append("\n## ").Append(words[Phrase.ThePackets]).Append("\n\n").Append(MarkdownText.Of(wording.Caption(ladder)));
        text.Append("\n\n| ").Append(words[Phrase.Time]).Append(" | ").Append(words[Phrase.Packet]).Append(" |");
        foreach (LadderLane lane in ladder.Lanes)
        {
            text.Append(' ').Append(MarkdownText.Of(lane.Name)).Append(" |");
        }

        text.Append("\n|--:|---|").Insert(text.Length, "--:|", ladder.Lanes.Count).Append('\n');
        foreach (LadderStep step in ladder.Steps)
        {
            Skipped(text, ladder, step.SkippedBefore, wording);
            Step(text, ladder, step, words, wording);
        }

        Skipped(text, ladder, ladder.SkippedAfter, wording);
    }

    private static void Step(StringBuilder text, Ladder ladder, LadderStep step, Wording words, LadderWording wording)
    {
        string tag = wording.Tag(step);
        text.Append("| ").Append(LadderWording.Elapsed(ladder, step)).Append(" | ").Append(step.IsToServer ? "→ " : "← ");
        text.Append(MarkdownText.Of(ShortText.Of(step.Label, LongestLabel))).Append(tag.Length > 0 ? $"{words[Phrase.Comma]}**{tag}**" : string.Empty).Append(" |");
        for (int lane = 0; lane < ladder.Lanes.Count; lane++)
        {
            text.Append(' ').Append(step.Frames[lane] is { } frame ? frame.ToString(CultureInfo.InvariantCulture) : lane == step.LostBefore ? "✗" : string.Empty).Append(" |");
        }

        text.Append('\n');
    }

    private static void Skipped(StringBuilder text, Ladder ladder, long count, LadderWording wording)
    {
        if (count > 0)
        {
            text.Append("| | *").Append(wording.Skipped(count)).Append("* |").Insert(text.Length, " |", ladder.Lanes.Count).Append('\n');
        }
    }
}
