using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Paths;

/// <summary>Says what several vantage points together show of one conversation.</summary>
internal interface IPathRule
{
    /// <summary>Judges one conversation that failed at some vantage point, or lost something.</summary>
    /// <returns>The finding; null when the rule does not apply.</returns>
    Finding? Judge(ExchangeCase exchange);
}
