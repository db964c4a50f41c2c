using System.Buffers;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Wire.Dns;
using Gatehouse.Wire.Dtls;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Radius;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Says what a datagram carries, by the protocols that the diagnosis knows.</summary>
internal static class DatagramWords
{
    /// <summary>Null when it is none of them.</summary>
    public static string? Of(ReadOnlySpan<byte> payload, ushort source, ushort destination)
    {
        if (source == DnsTracker.Port || destination == DnsTracker.Port)
        {
            _ = DnsMessage.Read(payload, out DnsMessage? message, out _);
            return message is not { QuestionName.Length: > 0 } ? null
                : message.IsResponse ? $"DNS answer {message.ResponseCode} for {message.QuestionName}"
                : $"DNS question for {message.QuestionName}";
        }

        if (RadiusObserver.IsRadiusPort(source) || RadiusObserver.IsRadiusPort(destination))
        {
            return RadiusPacket.Read(payload, out RadiusPacket packet, out _) == OperationStatus.Done
                ? $"RADIUS {RadiusNames.Of(packet.Code)} {packet.Identifier}"
                : null;
        }

        return EadDatagram.TryFindXml(payload, out _, out _, out _) ? "security check"
            : SealedHeader.Read(payload, out _, out _) == OperationStatus.Done ? "security check, sealed"
            : DtlsMessage.LooksLikeDtls(payload) ? "DTLS"
            : null;
    }
}
