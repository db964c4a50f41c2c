using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Languages;

/// <summary>
/// Puts what a comparison says into another language. GOOD and BAD, as the command line calls the two sides, codes, numbers and what comes from
/// the evidence stay as they are; a sentence that the language does not know stays in English.
/// </summary>
public static class ComparisonTranslator
{
    /// <summary>The comparison in a language; English is the comparison as it is.</summary>
    public static ComparisonReport Translate(ComparisonReport report, Phrasebook words)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(words);
        if (words.IsOriginal)
        {
            return report;
        }

        FindingTranslator findings = new(words);
        ComparisonWords said = new(words);
        Finding? fault = report.Fault is { } found ? findings.Translate(found) : null;
        return report with
        {
            Verdict = report.Verdict with
            {
                Summary = report.Verdict.Difference is { } index ? Text(report.Differences[index], report, said) : said.Sentence(report.Verdict.Summary),
            },
            Good = Side(report.Good, findings),
            Bad = Side(report.Bad, findings),
            Selection = said.Sentence(report.Selection),
            Steps =
            [
                .. report.Steps.Select(step => step with
                {
                    Group = said.Value(step.Group),
                    Title = said.Value(step.Title),
                    Good = Value(step.Code, step.Good, said),
                    Bad = Value(step.Code, step.Bad, said),
                }),
            ],
            Differences = [.. report.Differences.Select(difference => difference with { Text = Text(difference, report, said) })],
            Remedies = report.Remedies.Count > 0 && fault is not null ? fault.Remedies : report.Remedies,
            NextSteps = [.. report.NextSteps.Select(step => words.Steps.TrySay(step, said.Part, out string? own) ? own : step)],
            Fault = fault,
        };
    }

    private static ComparedValue? Value(string code, ComparedValue? value, ComparisonWords said) => value is null ? null : value with { Text = Text(code, value, said) };

    /// <summary>Names of certificates and what was asked over HTTP could read like words of ours.</summary>
    private static string Text(string code, ComparedValue? value, ComparisonWords said) => value is null ? string.Empty
        : code == StepCodes.HttpRequest || (code is StepCodes.Subject or StepCodes.Issuer && value.Text.Contains('=', StringComparison.Ordinal)) ? value.Text
        : said.Value(value.Text);

    private static ComparedSide Side(ComparedSide side, FindingTranslator findings) =>
        side.Fault is { } fault ? side with { FaultTitle = findings.Translate(fault).Title } : side;

    /// <summary>What differs in a step is put together anew from its parts; an explanation is a sentence.</summary>
    private static string Text(Difference difference, ComparisonReport report, ComparisonWords said)
    {
        if (difference.Weight == DifferenceWeight.Explaining || report.Steps.FirstOrDefault(step => step.Code == difference.Step) is not { } step)
        {
            return said.Sentence(difference.Text);
        }

        string meaning = StepCatalog.Of(step.Code).Meaning;
        string start = $"{step.Title}: ";
        string pair = $"GOOD {step.Good?.Text}; BAD {step.Bad?.Text}; ";
        if (!difference.Text.StartsWith(start, StringComparison.Ordinal) || !difference.Text.EndsWith(meaning, StringComparison.Ordinal))
        {
            return difference.Text;
        }

        string middle = difference.Text[start.Length..^meaning.Length];
        IEnumerable<string> parts = middle == pair
            ? [$"GOOD {Text(step.Code, step.Good, said)}", $"BAD {Text(step.Code, step.Bad, said)}"]
            : middle.Split("; ", StringSplitOptions.RemoveEmptyEntries).Select(said.Whole);
        return said.Label(said.Value(step.Title)) + said.Clauses([.. parts, said.Whole(meaning)]);
    }
}
