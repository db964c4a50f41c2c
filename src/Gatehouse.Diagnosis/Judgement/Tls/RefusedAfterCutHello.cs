using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// A hello of which the capture kept only the beginning (snap length), answered by RST or FIN and not one octet. The headers
/// still show the refusal; what the hello offered, and so what may be wrong with it, they do not.
/// </summary>
internal sealed class RefusedAfterCutHello : ITcpRule
{
    private static readonly IReadOnlyList<(string Code, string Title)> Causes =
    [
        (FindingCodes.TlsVersionMismatch, "The server may accept none of the TLS versions offered"),
        (FindingCodes.TlsNoCommonCipher, "The server may accept none of the cipher suites offered"),
        (FindingCodes.TlsOnHttpPort, "The server may not speak TLS on this port"),
    ];

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        TcpDirection client = conversation.FromClient;
        if (!conversation.IsHelloCut()
            || !conversation.ServerEndedFirst()
            || conversation.EndFrame() < client.FirstPayloadFrame
            || !conversation.ServerSaidNothing()
            || Timestamp.Seconds(client.FirstPayloadTime, conversation.EndTime()) > HandshakeStalled.ShortestWaitSeconds)
        {
            yield break;
        }

        string refusedBy = conversation.RefusedBy();
        (string Code, string Title)[] causes =
        [
            .. Causes.Where(cause => cause.Code != FindingCodes.TlsOnHttpPort || context.ServerOf(conversation) is not { SpokeTls: > 0 }),
        ];
        Evidence[] evidence =
        [
            TcpEvidence.Of(
                context, conversation, $"the beginning of the hello, and the {(refusedBy == "reset" ? "RST" : "FIN")} that answers it",
                conversation.FromServer.SynFrame, client.FirstPayloadFrame, conversation.EndFrame()),
        ];
        yield return new Finding
        {
            Code = FindingCodes.TlsRefusedAfterHello,
            Severity = Severity.Fault,
            Confidence = Confidence.Likely,
            Title = $"The server {(refusedBy == "reset" ? "resets" : "closes")} the connection in answer to the client's hello and does not say why",
            Explanation = "TCP was established and the client began a TLS handshake; the other end "
                + (refusedBy == "reset" ? "reset" : "closed") + " the connection without one octet of TLS. "
                + "Of the hello this capture kept only the beginning (snap length), so the version, cipher suites and name it offered are not known.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["refusedBy"] = refusedBy,
                ["helloAcknowledged"] = conversation.ServerReceivedAll(),
                ["helloCut"] = true,
                ["candidates"] = causes.Select(cause => cause.Code).ToArray(),
            },
            Evidence = evidence,
            NextSteps =
            [
                "Capture again with whole packets (tcpdump -s 0, pktmon --pkt-size 0): what the hello offers decides between the causes named.",
                TlsRemedies.SchannelEvents,
                NextCapture.AtServer(conversation.Client.Address, conversation.Server.Address),
            ],
            Explains = [FindingCodes.TcpReset],
            Rivals = [.. causes.Select(cause => cause.Code)],
        };
        foreach ((string code, string title) in causes)
        {
            yield return new Finding
            {
                Code = code,
                Severity = Severity.Fault,
                Confidence = Confidence.Possible,
                Title = title,
                Explanation = "The hello was cut short in this capture; it would tell this from the other causes named.",
                Conversation = conversation.Name(),
                Facts = new Dictionary<string, object> { ["refusedBy"] = refusedBy },
                Evidence = evidence,
                Rivals = [.. causes.Select(cause => cause.Code).Where(other => other != code)],
            };
        }
    }
}
