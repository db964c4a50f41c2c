using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Sources;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Http;

/// <summary>
/// A proxy asks for a sign-in, refuses the tunnel or closes without an answer. A 407 that is followed by success is how signing in begins.
/// </summary>
internal sealed class ProxyRefused : ITcpRule
{
    private const int ProxyAuthenticationRequired = 407;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Http is { } asked && IsClosedOn(conversation, asked, context))
        {
            yield return Closed(conversation, asked, context);
            yield break;
        }

        if (conversation.Http is not { } http || !IsRefused(conversation, context))
        {
            yield break;
        }

        bool asksForSignIn = http.ErrorStatus == ProxyAuthenticationRequired;
        string reason = string.IsNullOrEmpty(http.Reason) ? string.Empty : $" {http.Reason}";
        yield return new Finding
        {
            Code = FindingCodes.ProxyRefused,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = asksForSignIn
                ? $"The proxy asks for a sign-in (407) that the client does not give"
                : $"The proxy refuses the tunnel with status {http.ErrorStatus}",
            Explanation = $"The client asked the proxy {conversation.Server} for {http.Target} ({http.Method}); the proxy answered {http.ErrorStatus}{reason}, and no later attempt of this client succeeded. "
                + "The server itself was never reached.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["status"] = http.ErrorStatus,
                ["target"] = http.Target ?? string.Empty,
                ["proxy"] = conversation.Server.ToString(),
            },
            Evidence = [TcpEvidence.Of(context, conversation, "the request and the proxy's refusal", http.RequestFrame, http.ErrorFrame)],
            Remedies = asksForSignIn
                ?
                [
                    "Give the agent credentials for the proxy, or let the proxy pass the server's name and port without a sign-in: services have no user to sign in with.",
                    @"Or let the agent go straight to the server: on Windows `netsh winhttp show proxy` prints what services use; exempt the server in the bypass list.",
                ]
                :
                [
                    "Allow CONNECT to the server's name and port on the proxy: many allow port 443 only.",
                    "Or let the agent go straight to the server (proxy exception).",
                ],
            Explains = Explained(http, context),
        };
    }

    private static Finding Closed(TcpConversation conversation, HttpConversation http, SourceContext context) => new()
    {
        Code = FindingCodes.ProxyRefused,
        Severity = Severity.Fault,
        Confidence = Confidence.Likely,
        Title = "The proxy closes the connection instead of opening the tunnel",
        Explanation = $"The client asked the proxy {conversation.Server} for {http.Target} ({http.Method}); the proxy "
            + (conversation.EndedBy == TcpEnding.ServerReset ? "reset" : "closed")
            + " the connection without an answer, and no later attempt of this client succeeded. Proxies do that that do not allow the target, and so do proxies that fail; "
            + "the server itself was never reached.",
        Conversation = conversation.Name(),
        Facts = new Dictionary<string, object>
        {
            ["target"] = http.Target ?? string.Empty,
            ["proxy"] = conversation.Server.ToString(),
        },
        Evidence = [TcpEvidence.Of(context, conversation, "the request and the end without an answer", http.RequestFrame, conversation.EndFrame())],
        Remedies =
        [
            $"Look in the log of the proxy {conversation.Server} for this request: which rule refused it, or what failed.",
            "Allow CONNECT to the server's name and port on the proxy, or let the agent go straight to the server (proxy exception).",
        ],
        Explains = Explained(http, context),
    };

    private static string[] Explained(HttpConversation http, SourceContext context) =>
        context.Options.Servers.Any(expected => ExpectedTraffic.MayBeFor(http, expected))
            ? [FindingCodes.HttpError, FindingCodes.NoTraffic]
            : [FindingCodes.HttpError];

    /// <summary>Whether the proxy's only answer was to end the connection, and the client does not get through later.</summary>
    private static bool IsClosedOn(TcpConversation conversation, HttpConversation http, SourceContext context) =>
        http is { IsConnect: true, Responses: 0 }
        && conversation.ServerSaidNothing()
        && conversation.ServerEndedFirst()
        && conversation.EndFrame() > http.RequestFrame
        && !SucceedsLater(conversation, http, context);

    /// <summary>Whether a connection is one to a proxy that refuses, and the client does not get through later.</summary>
    public static bool IsRefused(TcpConversation conversation, SourceContext context) =>
        conversation.Http is { ErrorStatus: > 0, Method: not null } http
        && (http.IsConnect || http.ErrorStatus == ProxyAuthenticationRequired)
        && !SucceedsLater(conversation, http, context);

    /// <summary>Whether the same client got through the same proxy to the same target afterwards, on another connection.</summary>
    private static bool SucceedsLater(TcpConversation conversation, HttpConversation http, SourceContext context) =>
        context.Index.LastProxySuccess(conversation.Client.Address, conversation.Server, http.Target) > Math.Max(http.RequestFrame, http.ErrorFrame);
}
