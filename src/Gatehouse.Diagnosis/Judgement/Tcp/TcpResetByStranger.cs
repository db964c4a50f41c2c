using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// A client's system answers the server's data with a RST without ACK: that is how a system answers for a connection it does
/// not know (RFC 9293 section 3.10.7.1). The client had not closed it, so something else ended it there: a forged RST that this
/// capture does not show, or the end of the program.
/// </summary>
internal sealed class TcpResetByStranger : ITcpRule
{
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        bool isAnswerToData = conversation is { OpeningSeen: true, IsEstablished: true, EndedBy: TcpEnding.ClientReset }
            && client is { FinFrame: 0, Reset.Acknowledgment: null }
            && server.Reset is null
            && server.HasPayload
            && client.LastPayloadFrame != 0
            && client.LastPayloadFrame < server.FirstPayloadFrame
            && server.FirstPayloadFrame < client.Reset.Frame
            && client.HighestAcknowledgment == server.FirstSequence + 1;
        if (!isAnswerToData || client.Reset is not { } reset)
        {
            return [];
        }

        return
        [
            new Finding
            {
                Code = FindingCodes.TcpReset,
                Severity = Severity.Fault,
                Confidence = Confidence.Likely,
                Title = $"Clients no longer know their connection when {conversation.Server} answers",
                Explanation = $"The server answered (frame {server.FirstPayloadFrame}), and the client's system replied with a RST without ACK, as to a connection that does not "
                    + "exist, although the client had asked a moment before and not closed it. Either a device between here and the client ended the connection "
                    + "towards the client with a RST in the server's name, or the client's program ended at that moment.",
                Conversation = conversation.Name(),
                Facts = new Dictionary<string, object> { ["from"] = "client", ["serverBytes"] = server.PayloadOctets },
                Evidence = [Proof.Of(conversation, context, "request, answer and RST", client.LastPayloadFrame, server.FirstPayloadFrame, reset.Frame)],
                Remedies =
                [
                    "Look in the logs of firewalls, intrusion prevention and web filters between here and the client for a reset of this connection.",
                    "Look on the client for a crash of the program at that time.",
                ],
                NextSteps =
                [
                    NextCapture.AtClient(conversation.Client.Address, conversation.Server.Address),
                    NextCapture.AtWindowsClient(conversation.Server.Address),
                    "Reproduce while it runs and give it to gatehouse diagnose together with this capture.",
                ],
                Explains = [FindingCodes.TlsHandshakeStalled, FindingCodes.TlsRefusedAfterHello],
            },
        ];
    }
}
