using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Http;

/// <summary>
/// The client sends HTTP in the clear to a port that speaks TLS. Servers answer with an alert, with a page that says so
/// (status 400), or most often with nothing: they close.
/// </summary>
internal sealed class HttpOnTlsPort : ITcpRule
{
    private const int BadRequest = 400;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation is not { ClientKind: StreamKind.Http, Http: { RequestFrame: > 0, Responses: 0 or 1 } http })
        {
            yield break;
        }

        bool speaksTls = context.Server(conversation.Server) is { SpokeTls: > 0 };
        (Confidence Confidence, string Answer)? judged = Judge(conversation, http, speaksTls);
        if (judged is not (var confidence, var answer))
        {
            yield break;
        }

        long reply = conversation.FromServer.FirstPayloadFrame;
        yield return new Finding
        {
            Code = FindingCodes.HttpOnTlsPort,
            Severity = Severity.Fault,
            Confidence = confidence,
            Title = "The client sends plain HTTP to a port that expects HTTPS",
            Explanation = $"The client sent an HTTP request in the clear ({http.Method} {http.Target}); {Say(answer)}. "
                + (speaksTls ? "The same port speaks TLS with others. " : string.Empty)
                + "This is what an agent looks like that was not told of its server's change to HTTPS.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object> { ["method"] = http.Method ?? string.Empty, ["target"] = http.Target ?? string.Empty, ["answer"] = answer, ["portSpeaksTls"] = speaksTls },
            Evidence =
            [
                TcpEvidence.Of(context, conversation, "the request in the clear, and the answer or the end", http.RequestFrame, reply, conversation.EndFrame()),
            ],
            Remedies =
            [
                "Set the agent (or its policy) to HTTPS for this server and port, or to the port on which the server speaks HTTP.",
                "After a change of the server from HTTP to HTTPS, see that every agent received the new setting; those that missed it must be told by hand.",
            ],
            NextSteps = confidence == Confidence.Certain ? [] : [$"`openssl s_client -connect {conversation.Server}` shows whether the port speaks TLS."],
            Explains = [FindingCodes.TcpReset, FindingCodes.TlsAlert, FindingCodes.HttpError],
        };
    }

    private static (Confidence Confidence, string Answer)? Judge(TcpConversation conversation, HttpConversation http, bool speaksTls)
    {
        if (conversation.ServerKind == StreamKind.Tls)
        {
            return (Confidence.Certain, "tls-alert");
        }

        if (http.Status == BadRequest)
        {
            return SaysSo(http.Reason) ? (Confidence.Certain, "http-400") : speaksTls ? (Confidence.Likely, "http-400") : null;
        }

        bool closedSilently = conversation.ServerSaidNothing() && conversation.ServerEndedFirst() && conversation.EndFrame() > http.RequestFrame;
        return closedSilently && (speaksTls || TransportPorts.IsTls(conversation.Server.Port))
            ? (Confidence.Likely, conversation.EndedBy == TcpEnding.ServerReset ? "reset" : "close")
            : null;
    }

    private static bool SaysSo(string? reason) =>
        reason is not null
        && (reason.Contains("HTTPS", StringComparison.OrdinalIgnoreCase) || reason.Contains("SSL", StringComparison.OrdinalIgnoreCase));

    private static string Say(string answer) => answer switch
    {
        "tls-alert" => "the server answered in TLS, with an alert",
        "http-400" => "the server answered 400, as web servers do on an HTTPS port",
        "reset" => "the server reset the connection without a word, as TLS servers do that cannot make sense of it",
        _ => "the server closed without a word, as TLS servers do that cannot make sense of it",
    };
}
