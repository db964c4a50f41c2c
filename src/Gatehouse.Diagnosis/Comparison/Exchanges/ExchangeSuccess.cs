using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Comparison.Exchanges;

/// <summary>Tells conversations that came to what they were opened for.</summary>
internal static class ExchangeSuccess
{
    /// <summary>Whether TLS was established, or HTTP answered without an error, or both sides of anything else spoke.</summary>
    public static bool Of(TcpConversation conversation) => conversation switch
    {
        { Tls: not null } => conversation.TlsOutcome() == TlsOutcome.Established,
        { Http: { } http } => http is { Responses: > 0, ErrorStatus: 0 },
        _ => conversation is { FromClient.HasPayload: true, FromServer: { HasPayload: true, Reset: null } },
    };

    /// <summary>Whether the report of a security check, or else the last request, was answered and nothing was missing.</summary>
    public static bool Of(UdpConversation conversation)
    {
        if (conversation.IncompleteCount > 0 || conversation.IcmpErrors.Count > 0)
        {
            return false;
        }

        if (conversation.Ead is { } check)
        {
            long report = check.Packets.LastOrDefault(packet => packet.From == Side.Client)?.Frame ?? 0;
            bool wasSent = check.Packets.Any(packet => packet.From == Side.Client && packet.Type is null or (int)EadPacketType.Report);
            return wasSent && check.Packets.Any(packet => packet.From == Side.Server && packet.Frame > report);
        }

        return conversation.Requests.Count > 0 && conversation.Requests.All(request => request.AnswerFrame != 0);
    }
}
