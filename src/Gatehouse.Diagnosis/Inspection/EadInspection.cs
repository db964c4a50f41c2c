using System.Text.Json.Serialization;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One packet of a security check.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Stream">Number of the UDP conversation.</param>
/// <param name="Frame">Frame number; of fragments, of the one that completed it.</param>
/// <param name="Time">When it was captured; null when not known.</param>
/// <param name="Client">The endpoint.</param>
/// <param name="Server">The policy server or its relay.</param>
/// <param name="From">"client" or "server".</param>
/// <param name="Exchange">eventSeqID; null when it cannot be seen.</param>
/// <param name="Type">1 request, 2 policy, 3 report, 4 verdict, and further numbers of sealed datagrams; null when it cannot be told.</param>
/// <param name="Name">The type's name; null when it cannot be told.</param>
/// <param name="PayloadBytes">Octets of UDP payload, headers of the security check included.</param>
/// <param name="XmlBytes">Octets of the XML; null when sealed.</param>
/// <param name="Sealed">Whether it shows no XML, so that it is compressed or encrypted.</param>
/// <param name="Fragmented">Whether it travelled in IP fragments.</param>
public sealed record EadInspection(
    string Source,
    long Stream,
    long Frame,
    Timestamp Time,
    string Client,
    string Server,
    string From,
    string? Exchange,
    int? Type,
    string? Name,
    int PayloadBytes,
    int? XmlBytes,
    bool Sealed,
    bool Fragmented)
{
    /// <summary>The session of a sealed datagram of Gatehouse, 16 hexadecimal digits; left out for others.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Session { get; init; }

    internal static EadInspection Of(string source, UdpConversation conversation, EadPacketSeen packet) => new(
        source,
        conversation.Stream,
        packet.Frame,
        packet.Time,
        conversation.Client.ToString(),
        conversation.Server.ToString(),
        InspectionWords.Of(packet.From),
        packet.EventSequenceId,
        packet.Type,
        packet.SessionId is null ? NameOf(packet.Type) : SealedNameOf((CheckMessage)packet.Type!),
        packet.PayloadOctets,
        packet.XmlOctets,
        packet.XmlOctets is null,
        packet.IsFragmented)
    {
        Session = packet.SessionId is { } session ? $"{session:x16}" : null,
    };

    private static string? SealedNameOf(CheckMessage message) => message switch
    {
        CheckMessage.Heartbeat => "heartbeat",
        CheckMessage.HeartbeatAnswer => "heartbeat answer",
        CheckMessage.Recheck => "re-check",
        CheckMessage.UserMessage => "message to the user",
        CheckMessage.LogOff => "log-off",
        CheckMessage.Goodbye => "goodbye",
        CheckMessage.Acknowledgement => "acknowledgement",
        CheckMessage.Query => "query",
        CheckMessage.ComeBack => "come back later",
        CheckMessage.NewSession => "open a new session",
        CheckMessage.AddressChallenge => "address challenge",
        CheckMessage.PushAcknowledgement => "acknowledgement",
        _ => NameOf((int)message),
    };

    private static string? NameOf(int? type) => (EadPacketType?)type switch
    {
        EadPacketType.Request => "request",
        EadPacketType.Policy => "policy",
        EadPacketType.Report => "report",
        EadPacketType.Verdict => "verdict",
        _ => null,
    };
}
