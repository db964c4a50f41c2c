using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Radius;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One RADIUS packet.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Stream">Number of the UDP conversation.</param>
/// <param name="Frame">Frame number; of fragments, of the one that completed it.</param>
/// <param name="Time">When it was captured; null when not known.</param>
/// <param name="Client">The access device.</param>
/// <param name="Server">The RADIUS server.</param>
/// <param name="From">"client" or "server".</param>
/// <param name="Code">Code.</param>
/// <param name="Name">The code's name: "Access-Request".</param>
/// <param name="Id">Identifier.</param>
/// <param name="EapCode">"request", "response", "success" or "failure", the number for others; null without EAP.</param>
/// <param name="EapType">EAP method number; null when there is none.</param>
/// <param name="EapName">The method's name: "EAP-TLS".</param>
/// <param name="PayloadBytes">Octets of UDP payload.</param>
/// <param name="EapBytes">Octets of the EAP packet; null without EAP.</param>
/// <param name="Fragmented">Whether it travelled in IP fragments.</param>
public sealed record RadiusInspection(
    string Source,
    long Stream,
    long Frame,
    Timestamp Time,
    string Client,
    string Server,
    string From,
    int Code,
    string Name,
    int Id,
    string? EapCode,
    int? EapType,
    string? EapName,
    int PayloadBytes,
    int? EapBytes,
    bool Fragmented)
{
    internal static RadiusInspection Of(string source, UdpConversation conversation, RadiusPacketSeen packet) => new(
        source,
        conversation.Stream,
        packet.Frame,
        packet.Time,
        conversation.Client.ToString(),
        conversation.Server.ToString(),
        InspectionWords.Of(packet.From),
        packet.Code,
        RadiusNames.Of((RadiusCode)packet.Code),
        packet.Identifier,
        packet.EapCode is { } code ? EapCodeName(code) : null,
        packet.EapType,
        packet.EapType is { } type ? RadiusNames.Of((Wire.Radius.EapType)type) : null,
        packet.PayloadOctets,
        packet.EapOctets == 0 ? null : packet.EapOctets,
        packet.IsFragmented);

    private static string EapCodeName(byte code) => (Wire.Radius.EapCode)code switch
    {
        Wire.Radius.EapCode.Request => "request",
        Wire.Radius.EapCode.Response => "response",
        Wire.Radius.EapCode.Success => "success",
        Wire.Radius.EapCode.Failure => "failure",
        _ => $"{code}",
    };
}
