using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Requests over UDP that ICMP calls unreachable, a closed port included, or that run out of hops.</summary>
internal sealed class IcmpRejected : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        IcmpError[] errors = IcmpRefusal.Of(conversation.IcmpErrors, conversation.Client, conversation.FromClient.Ttl);
        if (errors.Length == 0 || UdpTraffic.IsBackground(conversation) || FoundAnotherWay(conversation, context)
            || conversation.FromServer.LastFrame > errors[^1].Frame)
        {
            return [];
        }

        return
        [
            IcmpRefusal.Describe(errors, conversation.Name(), conversation.Server) with
            {
                Evidence =
                [
                    Proof.Of(conversation, context, "the ICMP errors", [.. errors.Select(error => error.Frame)]) with
                    {
                        Filter = IcmpRefusal.Filter(errors, conversation.Client.Address),
                    },
                    Proof.Of(conversation, context, "what the client had sent", conversation.FromClient.FirstFrame, conversation.FromClient.LastFrame),
                ],
                Explains = [FindingCodes.RequestUnanswered],
            },
        ];
    }

    /// <summary>HTTP/3 is tried over UDP first and falls back to TCP without anybody noticing.</summary>
    private static bool FoundAnotherWay(UdpConversation conversation, SourceContext context) =>
        context.Server(conversation.Server) is { Accepted: > 0 };
}
