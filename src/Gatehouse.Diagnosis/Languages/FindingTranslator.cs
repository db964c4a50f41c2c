using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>
/// Says a finding in another language. It reads what belongs to no language (code, confidence, place, facts) and never claims more than the
/// finding: what to do is said only where the rule says what to do.
/// </summary>
/// <param name="words">The language.</param>
internal sealed class FindingTranslator(Phrasebook words)
{
    /// <summary>The finding in the language; a code that the language does not know stays in English.</summary>
    public Finding Translate(Finding finding)
    {
        if (words.Finding(finding.Code) is not { } phrases)
        {
            return finding with { Evidence = Notes(finding.Evidence) };
        }

        FindingWords said = new(finding, words);
        bool isRemark = words.Remarks.TrySay(finding.Title, known => words.FactValue("*", known), out string? remark);
        string title = remark ?? Say(phrases.Title, said).FirstOrDefault() ?? finding.Title;
        bool isKnown = words.Remarks.TrySay(finding.Explanation, known => known, out string? known);
        string explanation = known ?? Join(Say(phrases.Explanation, said));
        return finding with
        {
            Title = title,
            Explanation = explanation.Length > 0 ? explanation : finding.Explanation,
            Remedies = finding.Remedies.Count == 0 ? [] : Say(phrases.Remedies, said) is { Count: > 0 } remedies ? remedies : Steps(finding.Remedies),
            NextSteps = Steps(finding.NextSteps),
            Evidence = Notes(finding.Evidence),
            Original = new OriginalText(finding.Title, finding.Explanation, finding.Remedies, finding.NextSteps)
            {
                IsNeeded = finding.Code == FindingCodes.Inconclusive ? !isKnown : said.IsLacking && !isRemark,
            },
        };
    }

    private static List<string> Say(IReadOnlyList<PhraseLine> lines, FindingWords said)
    {
        List<string> texts = [];
        foreach (PhraseLine line in lines)
        {
            if (line.TrySay(said, out string? text))
            {
                texts.Add(text);
            }
        }

        return texts;
    }

    /// <summary>Steps hold commands with addresses, so each is looked up as it is; one without a translation stays in English.</summary>
    private string[] Steps(IReadOnlyList<string> english) =>
        [.. english.Select(step => words.Steps.TrySay(step, known => known, out string? own) ? own : step)];

    /// <summary>Sentences in a row. Those that end with a wide full stop need no space behind it.</summary>
    private string Join(List<string> sentences) => string.Join(words[Phrase.FullStop].EndsWith(' ') ? " " : string.Empty, sentences);

    private IReadOnlyList<Evidence> Notes(IReadOnlyList<Evidence> evidence) =>
    [
        .. evidence.Select(piece => words.Remarks.TrySay(piece.Note, known => words.FactValue("*", known), out string? note) ? piece with { Note = note } : piece),
    ];
}
