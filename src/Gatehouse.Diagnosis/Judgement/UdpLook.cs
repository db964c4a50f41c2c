using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Tells clean UDP conversations, which need no judging, from the rest, and digests how the rest look.</summary>
internal static class UdpLook
{
    /// <summary>Whether nothing was sent twice, nothing is missing and nobody objected.</summary>
    public static bool IsClean(UdpConversation conversation) =>
        conversation.IcmpErrors.Count == 0
        && conversation.IncompleteCount == 0
        && conversation.Ead is null
        && conversation.Radius is null
        && conversation.Dtls is null
        && !HasRepeatedRequest(conversation)
        && (conversation.FromServer.Datagrams > 0 || conversation.FromClient.Fragmented == 0);

    /// <summary>Whether a conversation did not come to what it was for; such ones are kept before all others.</summary>
    public static bool HasFailed(UdpConversation conversation) =>
        conversation.IcmpErrors.Count > 0
        || conversation.IncompleteCount > 0
        || (conversation.Requests.Count > 0 && conversation.Requests[^1] is { AnswerFrame: 0, Count: > 1 });

    /// <summary>A digest of everything that makes rules judge a conversation the way they do.</summary>
    public static ulong Of(UdpConversation conversation)
    {
        LookDigest look = default;
        look.Add(conversation.Server);
        foreach (IcmpError error in conversation.IcmpErrors)
        {
            look.Add((error.Type << 8) | error.Code);
        }

        look.Add(conversation.IncompleteCount > 0);
        look.Add(conversation.FromServer.Datagrams > 0);
        look.Add(conversation.FromClient.Datagrams > 0);
        look.Add(conversation.FromClient.Fragmented > 0);
        look.Add(conversation.Ead is not null);
        look.Add(conversation.Radius is not null);
        look.Add(conversation.Dtls is not null);
        look.Add(Completion.IsShown(conversation));
        foreach (UdpRequest request in conversation.Requests)
        {
            look.Add(request.IsGivenUp);
            look.Add(request.AnswerFrame == 0 ? Math.Min(request.Count, UdpRequest.MostSendings) : 0);
        }

        return look.Value;
    }

    private static bool HasRepeatedRequest(UdpConversation conversation)
    {
        for (int i = 0; i < conversation.Requests.Count; i++)
        {
            if (conversation.Requests[i].Count > 1)
            {
                return true;
            }
        }

        return false;
    }
}
