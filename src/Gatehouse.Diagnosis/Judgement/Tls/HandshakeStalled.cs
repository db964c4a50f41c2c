using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>The handshake stops: one side owes the next message and stays silent while the capture goes on.</summary>
internal sealed class HandshakeStalled : ITcpRule
{
    /// <summary>Silence shorter than this, in seconds, is no stall: slow servers and revocation checks take a while.</summary>
    public const double ShortestWaitSeconds = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        bool isHelloCut = conversation.IsHelloCut() && !conversation.FromServer.HasPayload;
        if (conversation.Tls is not { IsHandshakeComplete: false } tls
            || (tls.ClientHello is null && !isHelloCut)
            || !(isHelloCut ? conversation.HasAllHeaders(context) : conversation.IsSeenWhole(context))
            || tls.FromClient.MalformedFrame != 0
            || tls.FromServer.MalformedFrame != 0
            || conversation.FailureAlert() is not null)
        {
            yield break;
        }

        TcpDirection client = conversation.FromClient;
        TcpDirection server = conversation.FromServer;
        bool clientSpokeLast = client.LastPayloadFrame > server.LastPayloadFrame;
        bool ended = conversation.EndedBy != TcpEnding.None;
        double waited = ended
            ? Timestamp.Seconds(clientSpokeLast ? client.LastPayloadTime : server.LastPayloadTime, conversation.EndTime())
            : Timestamp.Seconds(clientSpokeLast ? client.LastPayloadTime : server.LastPayloadTime, conversation.LastTime)
                + ((double)conversation.SilenceAfter / Timestamp.PerSecond);
        if (waited < ShortestWaitSeconds)
        {
            yield break;
        }

        (string stage, bool serverOwes) = Stage(tls, clientSpokeLast);
        bool received = client.Unacknowledged(server) == 0;
        long last = Math.Max(client.LastPayloadFrame, server.LastPayloadFrame);
        yield return new Finding
        {
            Code = FindingCodes.TlsHandshakeStalled,
            Severity = Severity.Fault,
            Confidence = isHelloCut ? Confidence.Likely : Confidence.Certain,
            Title = $"The TLS handshake stops {Phrase(stage)}: {(serverOwes ? "the server" : "the client")} does not go on",
            Explanation = Explain(conversation, stage, serverOwes, received, waited, last, ended)
                + (isHelloCut ? " Of the hello the capture kept only the beginning." : string.Empty),
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["stage"] = stage,
                ["waitingFor"] = serverOwes ? "server" : "client",
                ["seconds"] = Math.Round(waited, 3),
                ["acknowledged"] = received,
                ["endedBy"] = Ending(conversation.EndedBy),
            },
            Evidence =
            [
                TcpEvidence.Of(context, conversation, "the hello, the last message of the handshake, and the end", isHelloCut ? client.FirstPayloadFrame : tls.ClientHelloFrame, tls.ServerHelloFrame, last, conversation.EndFrame()),
            ],
            Remedies = Remedies(stage, received),
            NextSteps =
            [
                NextCapture.AtServer(conversation.Client.Address, conversation.Server.Address),
                NextCapture.AtWindowsServer(conversation.Client.Address),
                NextCapture.AlongThePath(conversation.Client.Address, conversation.Server.Address),
            ],
        };
    }

    private static (string Stage, bool ServerOwes) Stage(TlsConversation tls, bool clientSpokeLast)
    {
        if (tls.ServerHello is null)
        {
            return tls.HelloRetryFrame != 0 && !clientSpokeLast ? ("after-hello-retry", false) : ("after-client-hello", true);
        }

        if (clientSpokeLast)
        {
            return ("after-client-key-exchange", true);
        }

        bool flightComplete = tls.ServerHelloDoneFrame != 0 || tls.Version >= TlsVersions.Tls13;
        return flightComplete ? ("after-server-flight", false) : ("after-server-hello", true);
    }

    private static string Phrase(string stage) => stage switch
    {
        "after-client-hello" => "after the ClientHello",
        "after-hello-retry" => "after the server's HelloRetryRequest",
        "after-server-hello" => "in the middle of the server's messages",
        "after-server-flight" => "after the server's certificate",
        _ => "after the client's key exchange",
    };

    private static string Explain(
        TcpConversation conversation, string stage, bool serverOwes, bool received, double waited, long last, bool ended)
    {
        string who = serverOwes ? "server" : "client";
        string text = $"After frame {last} the next message was due from the {who}. Nothing came for {waited:0.0} s";
        text += ended ? $", then {EndPhrase(conversation.EndedBy)}. " : ", to the end of what was captured. ";
        if (serverOwes)
        {
            text += received
                ? "TCP acknowledged what the client had sent, so it reached the other end's system (or a device that answers for it), and the program there did not answer. "
                : "What the client sent was not acknowledged either, so it may be lost on the way. ";
        }

        return text + stage switch
        {
            "after-client-hello" => "A hung or overloaded service, a service that waits for something else than TLS, and a filter that swallows hellos by server name look alike from here.",
            "after-server-flight" => "Clients that check revocation over the network wait there for an answer from the certificate's authority.",
            "after-client-key-exchange" => "Servers that check the client's certificate against a directory or a revocation list wait there.",
            _ => "A device in between that drops part of the messages looks the same.",
        };
    }

    private static string EndPhrase(TcpEnding ending) => ending switch
    {
        TcpEnding.ClientFin => "the client closed",
        TcpEnding.ClientReset => "the client reset the connection",
        TcpEnding.ServerFin => "the server closed",
        _ => "the connection was reset from the server's side",
    };

    private static string Ending(TcpEnding ending) => ending switch
    {
        TcpEnding.ClientFin => "client-fin",
        TcpEnding.ClientReset => "client-rst",
        TcpEnding.ServerFin => "server-fin",
        TcpEnding.ServerReset => "server-rst",
        _ => "none",
    };

    private static IReadOnlyList<string> Remedies(string stage, bool received) => stage switch
    {
        "after-client-hello" when received =>
        [
            "Check that the service behind the port is alive and speaks TLS: connect from the server itself with `openssl s_client`.",
            "Exempt the connection from filters on server names and from HTTPS inspection.",
        ],
        "after-client-hello" =>
        [
            "Look for a device that drops the hello: a filter, or a path that cannot carry its size (try with fewer cipher suites and groups, or a smaller MTU).",
        ],
        "after-server-flight" => ["Let the client reach the revocation servers (OCSP, CRL) named in the certificate, or have the server staple the answer."],
        "after-client-key-exchange" => ["Check what the server consults for client certificates: directory, revocation list, their timeouts."],
        _ => ["Check the path for devices that inspect or limit TLS, and its MTU."],
    };
}
