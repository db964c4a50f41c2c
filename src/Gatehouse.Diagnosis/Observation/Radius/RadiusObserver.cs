using System.Buffers;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Radius;

namespace Gatehouse.Diagnosis.Observation.Radius;

/// <summary>Writes RADIUS packets into a <see cref="RadiusConversation"/>. Attribute values such as passwords are never kept.</summary>
internal static class RadiusObserver
{
    /// <summary>Whether a port is one of RADIUS authentication, accounting or dynamic authorization, old numbers included.</summary>
    public static bool IsRadiusPort(ushort port) => port is 1812 or 1813 or 1645 or 1646 or 3799;

    /// <summary>Takes a datagram.</summary>
    public static void Observe(
        UdpConversation conversation, Side side, in UdpDatagram datagram, ReadOnlySpan<byte> payload, IObservationSink sink)
    {
        if (RadiusPacket.Read(payload, out RadiusPacket packet, out _) != OperationStatus.Done)
        {
            return;
        }

        Span<byte> buffer = stackalloc byte[RadiusPacket.MaxLength];
        ReadOnlySpan<byte> message = packet.CopyEapMessage(buffer);
        bool hasEap = EapPacket.Read(message, out EapPacket eap, out _) == OperationStatus.Done;
        conversation.Radius ??= new RadiusConversation();
        RadiusPacketSeen seen = new()
        {
            Frame = datagram.Frame,
            Time = datagram.Time,
            From = side,
            Code = (byte)packet.Code,
            Identifier = packet.Identifier,
            PayloadOctets = datagram.PayloadLength,
            EapCode = hasEap ? (byte)eap.Code : null,
            EapType = hasEap && eap.Type != EapType.None ? (byte)eap.Type : null,
            EapOctets = message.Length,
            IsFragmented = datagram.IsFragmented,
        };
        conversation.Radius.Add(seen);
        sink.OnRadius(conversation, seen);
    }
}
