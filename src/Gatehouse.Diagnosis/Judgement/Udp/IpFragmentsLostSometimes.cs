using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Fragments that were lost in a conversation that went on: worth a warning.</summary>
internal sealed class IpFragmentsLostSometimes : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context) =>
        FragmentLoss.Of(conversation, context) is { IsSurvived: true, Confidence: > Confidence.Possible } loss
            ? [FragmentLossText.Describe(loss, conversation, context) with { Severity = Severity.Warning, Explains = [] }]
            : [];
}
