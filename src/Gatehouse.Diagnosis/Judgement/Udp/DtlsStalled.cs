using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>
/// DTLS hellos that are repeated and never answered, or only by the request to show a cookie (RFC 6347 section 4.2.1). Each
/// repetition carries another record number, so they are no equal requests.
/// </summary>
internal sealed class DtlsStalled : IUdpRule
{
    /// <summary>Seconds without a word of the server; the first repetition comes after about one.</summary>
    private const double Patience = 5;

    private const int FewestHellos = 2;

    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        if (context.Source.IsSelective || conversation is not { ClockLeapt: false, DtlsClient: Side.Client, Dtls: { ClientHello: not null } dtls } || !IsOwed(conversation, dtls))
        {
            return [];
        }

        UdpDirection client = conversation.FromClient;
        UdpDirection server = conversation.FromServer;
        Timestamp since = server.Datagrams == 0 ? conversation.FirstTime : server.LastTime;
        double waited = Timestamp.Seconds(since, conversation.LastTime) + ((double)conversation.SilenceAfter / Timestamp.PerSecond);
        if (waited < Patience)
        {
            return [];
        }

        Finding symptom = new()
        {
            Code = server.Datagrams == 0 ? FindingCodes.RequestUnanswered : FindingCodes.TlsHandshakeStalled,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = server.Datagrams == 0
                ? $"{conversation.Server} does not answer DTLS hellos"
                : $"{conversation.Server} does not go on with the DTLS handshake",
            Explanation = server.Datagrams == 0
                ? $"The client sent its hello again and again ({client.Datagrams:N0} datagrams), and for {waited:0.#} s nothing came back."
                : $"The server asked the client to show that its address is real (cookie), and after the client had done so nothing came for {waited:0.#} s.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["sent"] = client.Datagrams,
                ["seconds"] = Math.Round(waited, 1),
                ["stage"] = server.Datagrams == 0 ? "after-client-hello" : "after-hello-retry",
            },
            Evidence = [Proof.Of(conversation, context, "the first hello and the last", dtls.ClientHelloFrame, server.LastFrame, client.LastFrame)],
            Remedies = [$"Check that the service listens on UDP port {conversation.Server.Port} of {conversation.Server.Address}, and that filters pass it both ways."],
            NextSteps = NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
        };
        if (server.Datagrams > 0)
        {
            return [symptom];
        }

        Finding[] causes =
        [
            Rivals.ServerSilent(conversation, Confidence.Possible, context, symptom.Evidence),
            Rivals.Possible(FindingCodes.RequestLost, conversation, symptom.Evidence),
            Rivals.Possible(FindingCodes.ReplyLost, conversation, symptom.Evidence),
        ];
        string[] codes = [.. causes.Select(cause => cause.Code)];
        return [symptom with { Rivals = codes }, .. causes.Select(cause => cause with { Rivals = [.. codes.Where(code => code != cause.Code)] })];
    }

    /// <summary>Whether the next word is the server's: it has said nothing but, at most, a request for a cookie.</summary>
    private static bool IsOwed(UdpConversation conversation, TlsConversation dtls) =>
        (conversation.FromServer.Datagrams == 0 || (dtls.HelloRetryFrame != 0 && conversation.CutDatagrams == 0))
        && dtls is { ServerHello: null, IsHandshakeComplete: false, Alerts.Count: 0 }
        && dtls.FromServer is { ChangeCipherSpecFrame: 0, EncryptedHandshakeFrame: 0, ApplicationDataFrame: 0 }
        && dtls.FromClient is { EncryptedHandshakeFrame: 0, ApplicationDataFrame: 0 }
        && conversation.FromClient.Datagrams >= FewestHellos
        && conversation.FromClient.LastFrame > conversation.FromServer.LastFrame;
}
