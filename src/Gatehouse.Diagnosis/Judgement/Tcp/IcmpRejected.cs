using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// A connection attempt that ICMP calls unreachable, or whose packets run out of hops. For an established connection such an error is soft (RFC 5461): it counts
/// only when nothing came from the server any more.
/// </summary>
internal sealed class IcmpRejected : ITcpRule
{
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        IcmpError[] errors = IcmpRefusal.Of(conversation.IcmpErrors, conversation.Client, conversation.FromClient.Ttl);
        if (errors.Length == 0 || conversation.FromServer.LastFrame > errors[0].Frame || ConnectionAttempt.IsPartOfScan(conversation, context))
        {
            return [];
        }

        return
        [
            IcmpRefusal.Describe(errors, conversation.Name(), conversation.Server) with
            {
                Severity = ConnectionAttempt.Severity(conversation, context),
                Evidence =
                [
                    Proof.Of(conversation, context, "the ICMP errors", [.. errors.Select(error => error.Frame)]) with
                    {
                        Filter = IcmpRefusal.Filter(errors, conversation.Server.Address),
                    },
                    Proof.Of(
                        conversation, context, "what the client had sent", conversation.FromClient.SynFrame, conversation.FromClient.LastPayloadFrame),
                ],
                Explains = [FindingCodes.TcpNoAnswer, FindingCodes.RequestUnanswered],
            },
        ];
    }
}
