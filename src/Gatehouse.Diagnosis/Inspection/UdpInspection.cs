using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One UDP conversation: a client's socket and a server's address.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Stream">Number of the conversation in its source, from 0 in order of the first datagram.</param>
/// <param name="Client">Who spoke first, as far as ports do not say otherwise.</param>
/// <param name="Server">The other end, with the port it was first asked on.</param>
/// <param name="ReplyPort">Another port from which the server answered; null when there is none.</param>
/// <param name="FromClient">What the client sent.</param>
/// <param name="FromServer">What the server sent.</param>
/// <param name="Repeated">Requests that were sent more than once; of a long conversation, of its last sixteen different ones.</param>
/// <param name="IncompleteDatagrams">Datagrams of which not every fragment was captured.</param>
/// <param name="IcmpErrors">ICMP errors that quote a datagram of it, at most 32.</param>
/// <param name="Carried">"ead" (a security check), "radius", "dtls", "dns", or "other".</param>
/// <param name="FirstFrame">First frame.</param>
/// <param name="FirstTime">Time of the first frame; null when not known.</param>
/// <param name="LastTime">Time of the last datagram; null when not known.</param>
public sealed record UdpInspection(
    string Source,
    long Stream,
    string Client,
    string Server,
    int? ReplyPort,
    UdpDirectionInspection FromClient,
    UdpDirectionInspection FromServer,
    IReadOnlyList<UdpRepetitionInspection> Repeated,
    int IncompleteDatagrams,
    int IcmpErrors,
    string Carried,
    long FirstFrame,
    Timestamp FirstTime,
    Timestamp LastTime)
{
    internal static UdpInspection Of(string source, UdpConversation conversation) => new(
        source,
        conversation.Stream,
        conversation.Client.ToString(),
        conversation.Server.ToString(),
        conversation.ReplyPort == 0 ? null : conversation.ReplyPort,
        UdpDirectionInspection.Of(conversation.FromClient),
        UdpDirectionInspection.Of(conversation.FromServer),
        [.. conversation.Requests.Where(request => request.Count > 1).Select(UdpRepetitionInspection.Of)],
        conversation.IncompleteCount,
        conversation.IcmpErrors.Count,
        Carries(conversation),
        conversation.FirstFrame,
        conversation.FirstTime,
        conversation.LastTime);

    private static string Carries(UdpConversation conversation) =>
        conversation.Ead is not null ? "ead"
        : conversation.Radius is not null ? "radius"
        : conversation.Dtls is not null ? "dtls"
        : conversation.Client.Port == DnsTracker.Port || conversation.Server.Port == DnsTracker.Port ? "dns"
        : "other";
}
