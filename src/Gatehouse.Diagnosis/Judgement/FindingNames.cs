using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>Names conversations in findings.</summary>
internal static class FindingNames
{
    /// <summary>A TCP connection.</summary>
    public static ConversationName Name(this TcpConversation conversation) =>
        new("tcp", conversation.Client.ToString(), conversation.Server.ToString());

    /// <summary>A UDP conversation.</summary>
    public static ConversationName Name(this UdpConversation conversation) =>
        new("udp", conversation.Client.ToString(), conversation.Server.ToString());

    /// <summary>Frame numbers without zeros ("nothing of the kind"), in order, each once.</summary>
    public static IReadOnlyList<long> Frames(params ReadOnlySpan<long> frames)
    {
        SortedSet<long> present = [];
        foreach (long frame in frames)
        {
            if (frame > 0)
            {
                present.Add(frame);
            }
        }

        return [.. present];
    }
}
