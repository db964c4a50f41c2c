using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Http;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Http;

/// <summary>
/// An HTTP request that was delivered and got no answer, or one that ends before the length it announces: the server closes, or says
/// nothing more until the client leaves. Shorter silences than <see cref="Tcp.TcpRequestUnanswered"/> asks for are likely, not certain.
/// </summary>
internal sealed class HttpUnanswered : ITcpRule
{
    /// <summary>Seconds without a first octet after which a client that leaves has given up.</summary>
    private const double Patience = 1;

    /// <summary>Seconds of silence within an answer after which a client that leaves has given up; before, it may not want the rest.</summary>
    private const double PatienceWithinAnswer = 5;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation is not { TunnelFrame: 0, Http: { Requests: > 0, UpgradeFrame: 0, IsConnect: false } http } || !conversation.IsSeenWhole(context))
        {
            return [];
        }

        bool isByServer = conversation.EndedBy == TcpEnding.ServerFin;
        double waited = Timestamp.Seconds(LastWord(conversation), conversation.EndTime());
        long missing = conversation.MissingOfAnswer();
        if (missing > 0)
        {
            return isByServer || (conversation.ClientEndedFirst() && waited >= PatienceWithinAnswer)
                ? [CutShort(conversation, context, http, missing, isByServer, waited)]
                : [];
        }

        bool isUnanswered = !conversation.FromServer.HasPayload && conversation.ServerReceivedAll();
        return isUnanswered && (isByServer || (conversation.ClientEndedFirst() && waited >= Patience))
            ? Unanswered(conversation, context, http, isByServer, waited)
            : [];
    }

    private static Timestamp LastWord(TcpConversation conversation) =>
        conversation.FromServer.LastPayloadFrame > conversation.FromClient.LastPayloadFrame
            ? conversation.FromServer.LastPayloadTime
            : conversation.FromClient.LastPayloadTime;

    private static Finding CutShort(
        TcpConversation conversation, SourceContext context, HttpConversation http, long missing, bool isByServer, double waited) =>
        Describe(conversation, context) with
        {
            Title = $"{conversation.Server} does not finish its answers",
            Explanation = $"The answer to {http.Method} {http.Target} (status {http.Status}) lacks its last {missing:N0} octets by the length that it announces. "
                + (isByServer ? "The server closed the connection before it had sent them." : $"Nothing more came for {waited:0.#} s; then the client left."),
            Facts = new Dictionary<string, object> { ["missingBytes"] = missing, ["endedBy"] = isByServer ? "server" : "client", ["waitedSeconds"] = Math.Round(waited, 1) },
            Evidence = [Proof.Of(conversation, context, "the request, the answer and the end", http.LastRequestFrame, http.ResponseFrame, conversation.FromServer.LastPayloadFrame, conversation.EndFrame())],
        };

    private static List<Finding> Unanswered(TcpConversation conversation, SourceContext context, HttpConversation http, bool isByServer, double waited)
    {
        Finding symptom = Describe(conversation, context) with
        {
            Title = isByServer ? $"{conversation.Server} closes without answering requests" : $"{conversation.Server} does not answer requests",
            Explanation = $"{http.Method} {http.Target} was delivered (its last octets are acknowledged), and "
                + (isByServer ? "the server closed the connection without an octet of an answer." : $"no octet of an answer came for {waited:0.#} s; then the client left."),
            Facts = new Dictionary<string, object> { ["acknowledged"] = true, ["endedBy"] = isByServer ? "server" : "client", ["waitedSeconds"] = Math.Round(waited, 1) },
            Evidence = [Proof.Of(conversation, context, "the request, and the end without an answer", http.LastRequestFrame, conversation.EndFrame())],
        };
        return isByServer ? [symptom with { Rivals = [FindingCodes.HttpOnTlsPort] }, PlainOnTls(conversation, context, http)] : [symptom];
    }

    /// <summary>Most TLS servers close without a word when they are spoken to in the clear, on whatever port.</summary>
    private static Finding PlainOnTls(TcpConversation conversation, SourceContext context, HttpConversation http) => new()
    {
        Code = FindingCodes.HttpOnTlsPort,
        Severity = Severity.Fault,
        Confidence = Confidence.Possible,
        Title = $"{conversation.Server} may expect HTTPS where the client speaks plain HTTP",
        Explanation = "TLS servers that cannot make sense of a request in the clear close without a word, just as here.",
        Conversation = conversation.Name(),
        Evidence = [Proof.Of(conversation, context, "the request in the clear, and the end", http.LastRequestFrame, conversation.EndFrame())],
        NextSteps = [$"`openssl s_client -connect {conversation.Server}` shows whether the port speaks TLS."],
        Rivals = [FindingCodes.RequestUnanswered],
    };

    private static Finding Describe(TcpConversation conversation, SourceContext context) => new()
    {
        Code = FindingCodes.RequestUnanswered,
        Severity = Severity.Fault,
        Confidence = Confidence.Likely,
        Title = string.Empty,
        Explanation = string.Empty,
        Conversation = conversation.Name(),
        Evidence = [],
        Remedies = [$"Look in the log of the service on {conversation.Server} for this request: an error, a crash, or a time limit behind it?"],
        NextSteps = Vantage.Of(conversation, context).IsAtServer ? [] : NextCapture.AtTheServer(conversation.Client.Address, conversation.Server.Address),
    };
}
