using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Explanations;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison;

/// <summary>Says in one sentence what a comparison came to.</summary>
internal static class ComparisonVerdicts
{
    /// <summary>Chooses the verdict.</summary>
    /// <param name="good">The good side.</param>
    /// <param name="bad">The bad side.</param>
    /// <param name="fault">Why the bad side fails; null when it does not.</param>
    /// <param name="explanations">What the rules say of that.</param>
    /// <param name="differences">What differs, the explaining ones first.</param>
    public static ComparisonVerdict Choose(
        ObservedExchange good, ObservedExchange bad, Finding? fault, IReadOnlyList<Explanation> explanations, IReadOnlyList<Difference> differences)
    {
        bool differ = differences.Any(difference => difference.Weight == DifferenceWeight.WorthKnowing);
        if (fault is null)
        {
            return WithoutFailure(good, bad, differ);
        }

        if (differences.Count > 0 && differences[0].Weight == DifferenceWeight.Explaining)
        {
            return new ComparisonVerdict(ComparisonOutcome.Explained, differences[0].Confidence, differences[0].Text, 0);
        }

        if (good.Faults.Any(other => other.Code == fault.Code))
        {
            return new ComparisonVerdict(
                differ ? ComparisonOutcome.Unexplained : ComparisonOutcome.Alike,
                null,
                $"Both fail in the same way ({fault.Code}){(differ ? string.Empty : " and nothing differs that matters")}; compare with an endpoint that works.",
                null);
        }

        // What the rules found out about the suspects is the best there is to say.
        string why = explanations.Count > 0 ? $"{explanations[0].Text}."
            : differ ? "what differs is worth knowing, but not known to cause this."
            : "up to there the two do not differ in anything that matters.";
        string broken = good.Faults.FirstOrDefault() is { } also ? $" GOOD fails too, differently ({also.Code})." : string.Empty;
        return new ComparisonVerdict(ComparisonOutcome.Unexplained, null, $"No difference explains why BAD fails ({fault.Code}): {why}{broken}", null);
    }

    private static ComparisonVerdict WithoutFailure(ObservedExchange good, ObservedExchange bad, bool differ)
    {
        if (good.Faults.FirstOrDefault() is { } fault)
        {
            string state = bad.Succeeds ? "BAD works" : "BAD is not shown to fail";
            return new ComparisonVerdict(
                ComparisonOutcome.NoFailure, null, $"{state} and GOOD fails ({fault.Code}): the two seem to be in the wrong order; give the working one first.", null);
        }

        if (!bad.Succeeds)
        {
            return new ComparisonVerdict(
                ComparisonOutcome.NoFailure, null, "BAD is not shown to fail, nor to succeed: the evidence ends too early or shows too little; capture the whole exchange.", null);
        }

        string both = good.Succeeds ? "Both work" : "BAD works, and GOOD is not shown to fail";
        return differ
            ? new ComparisonVerdict(ComparisonOutcome.NoFailure, null, $"{both}: there is no failure to explain.", null)
            : new ComparisonVerdict(ComparisonOutcome.Alike, null, $"{both}, and nothing differs that matters.", null);
    }
}
