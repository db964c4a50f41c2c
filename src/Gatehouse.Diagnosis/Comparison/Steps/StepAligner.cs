using Gatehouse.Diagnosis.Comparison.Exchanges;

namespace Gatehouse.Diagnosis.Comparison.Steps;

/// <summary>Puts the steps of two sides side by side and weighs each by itself.</summary>
/// <param name="good">The good side.</param>
/// <param name="bad">The bad side.</param>
internal sealed class StepAligner(ObservedExchange good, ObservedExchange bad)
{
    /// <summary>Durations no further apart than this factor are the same.</summary>
    private const double SameFactor = 3;

    /// <summary>Nor are those that differ by less than these seconds.</summary>
    private const double SameSeconds = 0.05;

    private readonly StepSheet _good = StepSheet.Of(good);
    private readonly StepSheet _bad = StepSheet.Of(bad);

    /// <summary>The steps that either side shows.</summary>
    public IReadOnlyList<ComparedStep> Align()
    {
        int goodReach = Reach(_good);
        int badReach = Reach(_bad);
        List<ComparedStep> steps = [];
        for (int i = 0; i < StepCatalog.All.Count; i++)
        {
            StepDefinition definition = StepCatalog.All[i];
            if ((_good[definition.Code], _bad[definition.Code]) is not (null, null) and var (goodValue, badValue))
            {
                steps.Add(new ComparedStep(
                    definition.Code,
                    definition.Group,
                    definition.Title,
                    Value(goodValue, badValue),
                    Value(badValue, goodValue),
                    Weigh(definition, goodValue, badValue, isBehind: i > (goodValue is null ? goodReach : badReach))));
            }
        }

        return steps;
    }

    /// <summary>How far a side got: its last step that is no sign of a failure.</summary>
    private static int Reach(StepSheet sheet)
    {
        int reach = -1;
        for (int i = 0; i < StepCatalog.All.Count; i++)
        {
            StepDefinition definition = StepCatalog.All[i];
            bool isProgress = definition.IfDifferent != DifferenceWeight.Consequence;
            reach = isProgress && sheet[definition.Code] is not null ? i : reach;
        }

        return reach;
    }

    /// <summary>Of a list, how many members only this side has.</summary>
    private static ComparedValue? Value(StepValue? value, StepValue? other)
    {
        if (value is not { Members: { } members } || other?.Members is not { } known)
        {
            return value is null ? null : new ComparedValue(value.Text, value.Frames);
        }

        int own = members.Except(known, StringComparer.Ordinal).Count();
        return new ComparedValue(own == 0 ? value.Text : $"{value.Text}, {own} only here", value.Frames);
    }

    private DifferenceWeight Weigh(StepDefinition definition, StepValue? goodValue, StepValue? badValue, bool isBehind)
    {
        if (goodValue is null || badValue is null)
        {
            (ObservedExchange without, ObservedExchange with) = goodValue is null ? (good, bad) : (bad, good);
            bool isMissed = isBehind && !without.IsSelective && without.Faults.Any();
            bool isSign = definition.IfDifferent == DifferenceWeight.Consequence && with.Faults.Any();
            return isMissed || isSign ? DifferenceWeight.Consequence : DifferenceWeight.Unknown;
        }

        if (goodValue.Seconds is { } one && badValue.Seconds is { } two)
        {
            bool isSame = Math.Abs(one - two) < SameSeconds || Math.Max(one, two) <= SameFactor * Math.Min(one, two);
            return isSame ? DifferenceWeight.Same : definition.IfDifferent;
        }

        if (definition.Code is StepCodes.ClientTtl or StepCodes.ServerTtl && ExchangeChoice.AreOtherEnds(good, bad))
        {
            return DifferenceWeight.Unknown;
        }

        // The same thing that went otherwise: a report that was repeated and one that was not.
        bool fails = bad.Faults.Any() || good.Faults.Any();
        return goodValue.Key is null || badValue.Key is null ? DifferenceWeight.Unknown
            : goodValue.Key == badValue.Key ? goodValue.Text != badValue.Text && fails ? DifferenceWeight.Consequence : DifferenceWeight.Same
            : definition.IfDifferent == DifferenceWeight.Consequence && !fails ? DifferenceWeight.Harmless
            : definition.IfDifferent;
    }

    /// <summary>What differs in a step, as a sentence that also says what it means.</summary>
    public string Describe(ComparedStep step)
    {
        string meaning = StepCatalog.Of(step.Code).Meaning;
        (StepValue? goodValue, StepValue? badValue) = (_good[step.Code], _bad[step.Code]);
        return goodValue?.Members is { } goodMembers && badValue?.Members is { } badMembers
            ? $"{step.Title}: {Only("GOOD", goodMembers, badMembers)}{Only("BAD", badMembers, goodMembers)}{meaning}"
            : $"{step.Title}: GOOD {step.Good?.Text}; BAD {step.Bad?.Text}; {meaning}";
    }

    /// <summary>"only GOOD offers A, B and 3 more; ".</summary>
    private static string Only(string side, IReadOnlyList<string> members, IReadOnlyList<string> others)
    {
        const int MostNamed = 3;
        string[] own = [.. members.Except(others, StringComparer.Ordinal)];
        return own.Length == 0 ? string.Empty
            : $"only {side} offers {string.Join(", ", own.Take(MostNamed))}{(own.Length > MostNamed ? $" and {own.Length - MostNamed} more" : string.Empty)}; ";
    }
}
