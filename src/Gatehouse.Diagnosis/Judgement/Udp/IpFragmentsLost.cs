using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>
/// Datagrams whose fragments do not all arrive: here, as far as this capture could have shown them, or at the receiver, by its own
/// word (ICMP "fragment reassembly time exceeded", which it sends only when the first fragment had arrived; RFC 792).
/// </summary>
internal sealed class IpFragmentsLost : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        if (FragmentLoss.Of(conversation, context) is not { IsSurvived: false } loss)
        {
            return [];
        }

        Finding lost = FragmentLossText.Describe(loss, conversation, context);
        return loss.Confidence == Confidence.Possible
            ? [RequestUnanswered.Symptom(loss, conversation, context), lost, Rivals.ServerSilent(conversation, Confidence.Possible, context, lost.Evidence)]
            : [lost];
    }
}
