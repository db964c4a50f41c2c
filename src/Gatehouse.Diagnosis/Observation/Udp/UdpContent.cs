using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Dtls;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>Looks into the first datagrams of a conversation for protocols that are followed further.</summary>
internal static class UdpContent
{
    /// <summary>Datagrams of one direction that are looked into before the conversation is taken to carry nothing that is followed.</summary>
    internal const int DatagramsInspected = 256;

    /// <summary>Takes a datagram.</summary>
    public static void Observe(
        UdpConversation conversation, Side side, in UdpDatagram datagram, ReadOnlySpan<byte> payload, IObservationSink sink)
    {
        if (RadiusObserver.IsRadiusPort(datagram.Source.Port) || RadiusObserver.IsRadiusPort(datagram.Destination.Port))
        {
            RadiusObserver.Observe(conversation, side, datagram, payload, sink);
        }
        else if (conversation.Dtls is not null)
        {
            DtlsObserver.Observe(conversation, conversation.Dtls, side, datagram, payload);
        }
        else if (conversation.Ead is not null || conversation.From(side).Datagrams <= DatagramsInspected)
        {
            if (conversation.Ead is null && DtlsMessage.LooksLikeDtls(payload))
            {
                conversation.Dtls = new TlsConversation();
                DtlsObserver.Observe(conversation, conversation.Dtls, side, datagram, payload);
                return;
            }

            EadObserver.Observe(conversation, side, datagram, payload, sink);
        }
    }
}
