using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Verdicts;

/// <summary>
/// Tells which findings others explain. A finding is explained when another one of the same conversation or server names its code: a
/// symptom is certain where its cause is likely. A cause that is only possible explains nothing that is surer than itself.
/// </summary>
internal sealed class ExplainedCodes
{
    // The two surest causes of each code, of each server and (under null) of all: one of them is not the finding itself.
    private readonly Dictionary<(string Code, string? Server), (Finding First, Finding? Second)> _causes = [];

    /// <summary>Gathers the causes.</summary>
    public ExplainedCodes(IReadOnlyList<Finding> all)
    {
        foreach (Finding cause in all)
        {
            if (cause.Severity != Severity.Fault)
            {
                continue;
            }

            foreach (string code in cause.Explains)
            {
                Note((code, null), cause);
                if (cause.Conversation is { } conversation)
                {
                    Note((code, conversation.Server), cause);
                }
            }
        }
    }

    /// <summary>Whether another finding explains this one.</summary>
    public bool Contains(Finding finding) =>
        _causes.TryGetValue((finding.Code, finding.Conversation?.Server), out (Finding First, Finding? Second) causes)
        && (Explains(causes.First, finding) || Explains(causes.Second, finding));

    private static bool Explains(Finding? cause, Finding finding) =>
        cause is not null
        && !ReferenceEquals(cause, finding)
        && (cause.Confidence >= Confidence.Likely || cause.Confidence >= finding.Confidence);

    private void Note((string Code, string? Server) key, Finding cause)
    {
        if (!_causes.TryGetValue(key, out (Finding First, Finding? Second) known))
        {
            _causes[key] = (cause, null);
        }
        else if (!ReferenceEquals(known.First, cause) && cause.Confidence > known.First.Confidence)
        {
            _causes[key] = (cause, known.First);
        }
        else if (!ReferenceEquals(known.First, cause) && (known.Second is null || cause.Confidence > known.Second.Confidence))
        {
            _causes[key] = (known.First, cause);
        }
    }
}
