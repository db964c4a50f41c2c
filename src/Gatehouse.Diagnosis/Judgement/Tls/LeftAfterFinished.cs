using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// The handshake completes, the client speaks, and the server's only answer is to close, with an alert at most. No client
/// certificate is in play (another rule knows those), so the capture does not tell why.
/// </summary>
internal sealed class LeftAfterFinished : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { ClientUsedIt: true } tls || !conversation.ServerLeftAfterFinished() || !conversation.IsSeenWhole(context))
        {
            yield break;
        }

        yield return new Finding
        {
            Code = FindingCodes.TlsAlert,
            Severity = Severity.Fault,
            Confidence = Confidence.Possible,
            Title = "The server closes right after the handshake without answering the client",
            Explanation = $"The {TlsVersions.Name(tls.Version)} handshake completed and the client sent data; the server sent nothing but an encrypted record of the size of an alert, or nothing at all, "
                + "and closed. The alert cannot be read: it may be an orderly close or an error.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object> { ["alert"] = "encrypted", ["from"] = "server" },
            Evidence =
            [
                TcpEvidence.Of(context, conversation, "the client's data and the server's end", tls.FromClient.ApplicationDataFrame, conversation.FromServer.TurnFrame, conversation.EndFrame()),
            ],
            NextSteps = ["Read the server's log at that time.", TlsRemedies.SchannelEvents],
        };
    }
}
