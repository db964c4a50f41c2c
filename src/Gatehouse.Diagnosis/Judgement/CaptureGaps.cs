using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement;

/// <summary>What TCP connections say about holes of the capture itself: octets that both ends had and the capture does not.</summary>
public sealed class CaptureGaps
{
    /// <summary>Connections of which only one direction was captured.</summary>
    public long OneSided { get; private set; }

    /// <summary>The first of them; null when none.</summary>
    public TcpConversation? FirstOneSided { get; private set; }

    /// <summary>Connections that carry data and whose opening was not captured.</summary>
    public long WithoutOpening { get; private set; }

    /// <summary>The first of them; null when none.</summary>
    public TcpConversation? FirstWithoutOpening { get; private set; }

    /// <summary>Octets that a receiver acknowledged and the capture never showed, in connections captured in both directions.</summary>
    public long UnseenOctets { get; private set; }

    /// <summary>Connections in which that happened.</summary>
    public long WithUnseenOctets { get; private set; }

    /// <summary>The first of them; null when none.</summary>
    public TcpConversation? FirstWithUnseenOctets { get; private set; }

    /// <summary>
    /// Octets before captured ones that neither were captured nor are known to have arrived, in connections of which nothing is seen to
    /// arrive; the first eight holes of a connection count.
    /// </summary>
    public long MissingOctets { get; private set; }

    /// <summary>Connections in which that happened.</summary>
    public long WithMissingOctets { get; private set; }

    /// <summary>The first of them; null when none.</summary>
    public TcpConversation? FirstWithMissingOctets { get; private set; }

    internal void Learn(TcpConversation conversation)
    {
        if (conversation.IsOneSided)
        {
            OneSided++;
            FirstOneSided ??= conversation;
            return;
        }

        if (!conversation.OpeningSeen && conversation.FromServer.SynFrame == 0 && conversation.IsEstablished)
        {
            WithoutOpening++;
            FirstWithoutOpening ??= conversation;
        }

        long unseen = conversation.FromClient.AcknowledgedUnseen + conversation.FromServer.AcknowledgedUnseen;
        if (unseen > 0)
        {
            UnseenOctets += unseen;
            WithUnseenOctets++;
            FirstWithUnseenOctets ??= conversation;
        }

        long missing = conversation.ShowsNothingDelivered() ? Missing(conversation.FromClient) + Missing(conversation.FromServer) : 0;
        if (missing > 0)
        {
            MissingOctets += missing;
            WithMissingOctets++;
            FirstWithMissingOctets ??= conversation;
        }
    }

    private static long Missing(TcpDirection direction)
    {
        long missing = 0;
        foreach (SequenceHole hole in direction.Holes)
        {
            missing += hole.Length;
        }

        return missing;
    }
}
