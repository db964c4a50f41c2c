using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>One TCP connection.</summary>
/// <param name="Source">Name of the source.</param>
/// <param name="Stream">Number of the connection in its source, from 0 in order of the first packet.</param>
/// <param name="Client">Who opened it; a guess by ports when no SYN was captured.</param>
/// <param name="Server">The other end.</param>
/// <param name="Opened">Whether the client's SYN was captured.</param>
/// <param name="Answered">Whether the server's SYN was captured.</param>
/// <param name="FromClient">What the client sent.</param>
/// <param name="FromServer">What the server sent.</param>
/// <param name="Carried">"tls", "http" (in the clear), "other", or "unknown" without payload.</param>
/// <param name="EndedBy">"client-fin", "server-fin", "client-rst", "server-rst", whichever came first, or "none".</param>
/// <param name="FirstFrame">First frame.</param>
/// <param name="LastFrame">Last frame.</param>
/// <param name="FirstTime">Time of the first frame; null when not known.</param>
/// <param name="LastTime">Time of the last frame; null when not known.</param>
public sealed record TcpInspection(
    string Source,
    long Stream,
    string Client,
    string Server,
    bool Opened,
    bool Answered,
    TcpDirectionInspection FromClient,
    TcpDirectionInspection FromServer,
    string Carried,
    string EndedBy,
    long FirstFrame,
    long LastFrame,
    Timestamp FirstTime,
    Timestamp LastTime)
{
    internal static TcpInspection Of(string source, TcpConversation conversation) => new(
        source,
        conversation.Stream,
        conversation.Client.ToString(),
        conversation.Server.ToString(),
        conversation.FromClient.SynFrame != 0,
        conversation.FromServer.SynFrame != 0,
        TcpDirectionInspection.Of(conversation.FromClient),
        TcpDirectionInspection.Of(conversation.FromServer),
        Carries(conversation),
        InspectionWords.Of(conversation.EndedBy),
        conversation.FirstFrame,
        conversation.LastFrame,
        conversation.FirstTime,
        conversation.LastTime);

    private static string Carries(TcpConversation conversation)
    {
        StreamKind kind = conversation.ClientKind != StreamKind.Unknown ? conversation.ClientKind : conversation.ServerKind;
        bool hasPayload = conversation.FromClient.HasPayload || conversation.FromServer.HasPayload;
        return InspectionWords.Of(kind == StreamKind.Unknown && hasPayload ? StreamKind.Other : kind);
    }
}
