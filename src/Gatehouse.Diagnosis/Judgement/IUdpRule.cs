using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Says what one UDP conversation shows: one rule per kind of finding.</summary>
internal interface IUdpRule
{
    /// <summary>Judges one conversation.</summary>
    /// <returns>The finding and, where it has rivals that look the same, those too; empty when the rule does not apply.</returns>
    IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context);
}
