using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Says what one TCP connection shows: one rule per kind of finding.</summary>
internal interface ITcpRule
{
    /// <summary>Judges one connection.</summary>
    /// <returns>The finding and, where it has rivals that look the same, those too; empty when the rule does not apply.</returns>
    IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context);
}
