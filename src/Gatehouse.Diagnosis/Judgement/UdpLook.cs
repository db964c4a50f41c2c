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
        && !HasRepeatedRequest(conversation)
        && (conversation.FromServer.Datagrams > 0 || conversation.FromClient.Fragmented == 0);

    /// <summary>A digest of everything that makes rules judge a conversation the way they do.</summary>
    public static int Of(UdpConversation conversation)
    {
        HashCode look = default;
        look.Add(conversation.Server);
        look.Add(conversation.IcmpErrors.Count == 0 ? 0 : (conversation.IcmpErrors[0].Type << 8) | conversation.IcmpErrors[0].Code);
        look.Add(conversation.IncompleteCount > 0);
        look.Add(conversation.FromServer.Datagrams > 0);
        look.Add(conversation.FromClient.Datagrams > 0);
        look.Add(conversation.FromClient.Fragmented > 0);
        look.Add(conversation.Ead is not null);
        look.Add(conversation.Radius is not null);
        look.Add(HasRepeatedRequest(conversation));
        look.Add(conversation.Requests.Any(request => request.IsGivenUp));
        look.Add(conversation.Requests.Count > 0 && conversation.Requests[^1].AnswerFrame == 0);
        return look.ToHashCode();
    }

    private static bool HasRepeatedRequest(UdpConversation conversation)
    {
        foreach (UdpRequest request in conversation.Requests)
        {
            if (request.Count > 1)
            {
                return true;
            }
        }

        return false;
    }
}
