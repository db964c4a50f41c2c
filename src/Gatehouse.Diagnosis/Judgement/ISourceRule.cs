using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Says what a source shows as a whole: lookups, lost packets, holes of the capture.</summary>
internal interface ISourceRule
{
    /// <summary>Judges the source, after its conversations have been judged.</summary>
    IEnumerable<Finding> Judge(SourceContext context);
}
