using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Explanations;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison;

/// <summary>Compares two exchanges that were observed and diagnosed; reads and writes nothing.</summary>
internal static class ExchangeComparer
{
    /// <summary>Compares.</summary>
    /// <param name="good">The endpoint that should work.</param>
    /// <param name="bad">The endpoint that should fail.</param>
    /// <param name="selection">Why these two are compared, one sentence.</param>
    public static ComparisonReport Compare(ObservedExchange good, ObservedExchange bad, string selection)
    {
        Finding? fault = Lead(bad, good);
        IReadOnlyList<Explanation> explanations = fault is null || Shares(good, fault) ? [] : ExplanationRules.Explain(fault, good, bad);
        StepAligner aligner = new(good, bad);
        IReadOnlyList<ComparedStep> steps =
            [.. aligner.Align().Select(step => explanations.Any(found => found.Confidence is not null && found.Step == step.Code)
                ? step with { Weight = DifferenceWeight.Explaining }
                : step)];
        List<Difference> differences =
        [
            .. explanations.Where(found => found.Confidence is not null).Select(found => Explaining(found, steps)),
            .. steps.Where(step => step.Weight == DifferenceWeight.WorthKnowing).Select(step => Of(step, aligner)),
            .. steps.Where(step => step.Weight == DifferenceWeight.Harmless).Select(step => Of(step, aligner)),
        ];
        ComparisonVerdict verdict = ComparisonVerdicts.Choose(good, bad, fault, explanations, differences);
        bool isSettled = verdict is { Outcome: ComparisonOutcome.Explained, Confidence: Confidence.Certain };
        return new ComparisonReport
        {
            Verdict = verdict,
            Good = Side(good, Lead(good, bad)),
            Bad = Side(bad, fault),
            Selection = selection,
            Steps = steps,
            Differences = differences,
            Fault = fault,
            Remedies = verdict.Outcome == ComparisonOutcome.Explained ? fault!.Remedies : [],
            NextSteps = isSettled || fault is null ? [] : NextSteps(fault, explanations, bad, verdict.Outcome),
        };
    }

    private static string[] NextSteps(Finding fault, IReadOnlyList<Explanation> explanations, ObservedExchange bad, ComparisonOutcome outcome)
    {
        string[] steps = [.. explanations.SelectMany(found => found.NextSteps).Concat(fault.NextSteps).Distinct(StringComparer.Ordinal)];
        return steps.Length > 0 || outcome == ComparisonOutcome.Explained
            ? steps
            : [$"Let GOOD and BAD try at the same time, with a capture at each and one at {bad.Server?.ToString() ?? "the server"}, and compare again; look into the server's log of that time."];
    }

    /// <summary>The failure to explain: one that the other side has not, the verdict's before others.</summary>
    private static Finding? Lead(ObservedExchange exchange, ObservedExchange other)
    {
        Finding? lead = exchange.Report.Verdict.FindingIndex is { } index ? exchange.Report.Findings[index] : null;
        return exchange.Faults
            .OrderBy(finding => Shares(other, finding))
            .ThenByDescending(finding => ReferenceEquals(finding, lead))
            .FirstOrDefault();
    }

    private static bool Shares(ObservedExchange other, Finding fault) => other.Faults.Any(finding => finding.Code == fault.Code);

    private static ComparedSide Side(ObservedExchange exchange, Finding? fault) => new()
    {
        Source = exchange.Source,
        Conversation = exchange.Name,
        Fails = fault is not null,
        Succeeds = exchange.Succeeds,
        FaultCode = fault?.Code,
        FaultConfidence = fault?.Confidence,
        FaultTitle = fault?.Title,
        Fault = fault,
    };

    private static Difference Explaining(Explanation found, IReadOnlyList<ComparedStep> steps)
    {
        ComparedStep? step = steps.FirstOrDefault(step => step.Code == found.Step);
        return new Difference(
            DifferenceWeight.Explaining, found.Step, found.Confidence, Sentence(found.Text), step?.Good?.Frames ?? [], step?.Bad?.Frames ?? []);
    }

    private static Difference Of(ComparedStep step, StepAligner aligner) =>
        new(step.Weight, step.Code, null, aligner.Describe(step), step.Good?.Frames ?? [], step.Bad?.Frames ?? []);

    private static string Sentence(string clause) => $"{char.ToUpperInvariant(clause[0])}{clause[1..]}.";
}
