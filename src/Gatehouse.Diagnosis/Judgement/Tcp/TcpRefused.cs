using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>A SYN answered by RST.</summary>
internal sealed class TcpRefused : ITcpRule
{
    /// <summary>Difference of hops between a RST and the server's other packets that no change of route explains.</summary>
    private const int OtherSender = 3;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        TcpDirection client = conversation.FromClient;
        if (client.SynFrame == 0 || conversation.FromServer is not { SynFrame: 0, HasPayload: false, Reset: { } reset }
            || client.HasPayload || ConnectionAttempt.IsPartOfScan(conversation, context))
        {
            return [];
        }

        byte known = context.TtlOf(conversation.Server.Address);
        bool isAnother = known != 0 && Hops.Of(known) is { } far && Hops.Of(reset.Ttl) is { } near && Math.Abs(far - near) >= OtherSender;
        Dictionary<string, object> facts = new() { ["refusedBy"] = isAnother ? "middlebox" : "server" };
        if (reset.Ttl != 0)
        {
            facts["resetTtl"] = (int)reset.Ttl;
        }

        return
        [
            new Finding
            {
                Code = FindingCodes.TcpRefused,
                Severity = ConnectionAttempt.Severity(conversation, context),
                Confidence = Confidence.Certain,
                Title = $"{conversation.Server} refuses connections",
                Explanation = "The attempt to connect was answered with RST: "
                    + (isAnother
                        ? $"but not from where the server is. The RST arrives with time to live {reset.Ttl}, other packets of the server with {known}, so a firewall answers in its name."
                        : "no program listens on that port at that address, or a firewall rejects the attempt in the server's name.")
                    + History(conversation, context),
                Conversation = conversation.Name(),
                Facts = facts,
                Evidence = [Proof.Of(conversation, context, "SYN and RST", client.SynFrame, reset.Frame)],
                Remedies = isAnother
                    ? [$"Look for the firewall that rejects TCP port {conversation.Server.Port} towards {conversation.Server.Address} and permit it."]
                    :
                    [
                        $"Check on {conversation.Server.Address} that the service runs and listens on port {conversation.Server.Port} of this address, not only of 127.0.0.1 (Linux: ss -lntp, Windows: netstat -abno).",
                        $"Check the client's settings: is {conversation.Server.Address} the server, and {conversation.Server.Port} its port?",
                        "If the service does listen, look for a firewall that rejects with RST.",
                    ],
            },
        ];
    }

    private static string History(TcpConversation conversation, SourceContext context) =>
        context.Server(conversation.Server) is { Accepted: > 0 } profile
            ? $" It accepted {profile.Accepted:N0} of {profile.Attempts:N0} connections in this capture, so the service was there at times: restarted, or overloaded."
            : string.Empty;
}
