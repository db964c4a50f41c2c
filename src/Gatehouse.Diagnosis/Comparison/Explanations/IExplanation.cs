using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>Looks for the difference that explains one kind of failure.</summary>
internal interface IExplanation
{
    /// <summary>Codes of the findings it can explain.</summary>
    IReadOnlyList<string> Codes { get; }

    /// <summary>Looks.</summary>
    /// <param name="fault">What is wrong with the bad side and not with the good one.</param>
    /// <param name="good">The good side.</param>
    /// <param name="bad">The bad side.</param>
    /// <returns>Null when it has nothing to say about these two.</returns>
    Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad);
}
