using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Http;

/// <summary>The client speaks TLS to a port that speaks HTTP in the clear, or at least no TLS.</summary>
internal sealed class TlsOnHttpPort : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation is not { ClientKind: StreamKind.Tls, Tls: { ServerHello: null } tls } || tls.FromServer.MalformedFrame != 0)
        {
            yield break;
        }

        ServerProfile? profile = context.ServerOf(conversation);
        bool speaksHttp = profile is { SpokeHttp: > 0 };
        if (Judge(conversation, speaksHttp, profile is { SpokeTls: > 0 }) is not (var confidence, var answer))
        {
            yield break;
        }

        HttpConversation? http = conversation.Http;
        Dictionary<string, object> facts = new() { ["answer"] = answer, ["portSpeaksHttp"] = speaksHttp };
        if (http is { Status: > 0 })
        {
            facts["status"] = http.Status;
        }

        yield return new Finding
        {
            Code = FindingCodes.TlsOnHttpPort,
            Severity = Severity.Fault,
            Confidence = confidence,
            Title = "The client speaks TLS to a port that does not",
            Explanation = $"The client sent a TLS ClientHello; {Say(answer, http)}. "
                + (speaksHttp && answer != "http" ? "With others the same port speaks HTTP in the clear. " : string.Empty)
                + "This is what an agent looks like that uses HTTPS while its server went back to HTTP, or one that was given the wrong port.",
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                TcpEvidence.Of(
                    context, conversation, "the ClientHello, and the answer that is no TLS", tls.ClientHelloFrame, conversation.FromClient.FirstPayloadFrame, conversation.FromServer.FirstPayloadFrame, conversation.EndFrame()),
            ],
            Remedies =
            [
                "Give the agent the server's HTTPS port, or set it to HTTP for this one.",
                "After a rollback of the server to HTTP, check that the setting reached the agents: both sides must agree.",
            ],
            NextSteps = confidence == Confidence.Certain ? [] : [$"`curl -v http://{conversation.Server}/` shows whether the port speaks HTTP."],
            Explains = [FindingCodes.TcpReset, FindingCodes.TlsAlert, FindingCodes.HttpError],
        };
    }

    private static (Confidence Confidence, string Answer)? Judge(TcpConversation conversation, bool speaksHttp, bool speaksTls)
    {
        switch (conversation.ServerKind)
        {
            case StreamKind.Http:
                return (Confidence.Certain, "http");
            case StreamKind.Other when conversation.FromServer.FirstPayloadFrame > conversation.FromClient.FirstPayloadFrame:
                return (speaksHttp || TransportPorts.IsHttp(conversation.Server.Port) ? Confidence.Likely : Confidence.Possible, "other");
            case StreamKind.Unknown when speaksHttp && !speaksTls && conversation.IsRefusedInSilence():
                return (Confidence.Likely, conversation.RefusedBy());
            default:
                return null;
        }
    }

    private static string Say(string answer, HttpConversation? http) => answer switch
    {
        "http" => $"the server answered in plain HTTP ({http?.Status} {http?.Reason})".Replace(" )", ")", StringComparison.Ordinal),
        "other" => "the server answered with octets that are no TLS, such as a page without a status line",
        "reset" => "the server reset the connection without a word",
        _ => "the server closed without a word",
    };
}
