using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Ladders;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>
/// Puts what a report says into another language. Codes, facts, filters, numbers and what comes from the evidence stay as they are; what the
/// rules said in English is kept in <see cref="Finding.Original"/>.
/// </summary>
public static class ReportTranslator
{
    /// <summary>The report in a language; English is the report as it is.</summary>
    public static Report Translate(Report report, Phrasebook words)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(words);
        if (words.IsOriginal)
        {
            return report;
        }

        FindingTranslator translator = new(words);
        Finding[] findings = [.. report.Findings.Select(translator.Translate)];
        SummaryTranslator summaries = new(report, findings, words);
        return report with
        {
            Verdict = report.Verdict with { Summary = summaries.Summary },
            Findings = summaries.Findings,
            Sources =
            [
                .. report.Sources.Select(source => source with
                {
                    Problems = Remarks(source.Problems, words),
                    Notes = Remarks(source.Notes, words),
                }),
            ],
            Skipped = Remarks(report.Skipped, words),
            Ladder = report.Ladder is { } ladder ? Ladder(report, ladder, words) : null,
        };
    }

    private static string[] Remarks(IReadOnlyList<string> remarks, Phrasebook words) => [.. remarks.Select(remark => words.FactValue("*", remark))];

    private static Ladder Ladder(Report report, Ladder ladder, Phrasebook words)
    {
        bool isPrinted = report.Sources.Any(source => source.Name == ladder.Source && source.IsPrinted);
        return ladder with
        {
            Lanes = ladder.Source is null
                ? ladder.Lanes
                : [ladder.Lanes[0] with { Name = words[Phrase.Client] }, .. ladder.Lanes.Skip(1).Take(ladder.Lanes.Count - 2), ladder.Lanes[^1] with { Name = words[Phrase.Server] }],
            Steps = isPrinted ? ladder.Steps : [.. ladder.Steps.Select(step => step with { Label = Label(step.Label, words) })],
        };
    }

    /// <summary>The words of a label stand between commas.</summary>
    private static string Label(string label, Phrasebook words) =>
        string.Join(words[Phrase.Comma], label.Split(", ").Select(piece => words.Packets.TrySay(piece, known => known, out string? own) ? own : piece));
}
