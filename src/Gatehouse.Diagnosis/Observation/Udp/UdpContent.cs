using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Radius;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>Looks into the first datagrams of a conversation for protocols that are followed further.</summary>
internal static class UdpContent
{
    /// <summary>Datagrams of one direction that are looked into.</summary>
    internal const int DatagramsInspected = 256;

    /// <summary>Takes a datagram.</summary>
    public static void Observe(UdpConversation conversation, Side side, in UdpDatagram datagram, ReadOnlySpan<byte> payload)
    {
        if (conversation.From(side).Datagrams > DatagramsInspected)
        {
            return;
        }

        if (RadiusObserver.IsRadiusPort(datagram.Source.Port) || RadiusObserver.IsRadiusPort(datagram.Destination.Port))
        {
            RadiusObserver.Observe(conversation, side, datagram, payload);
        }
        else
        {
            EadObserver.Observe(conversation, side, datagram, payload);
        }
    }
}
