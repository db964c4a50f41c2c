using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Completed below TLS 1.2, because the client offers nothing better: works until the server stops accepting it.</summary>
internal sealed class OldVersion : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { ClientHello: { } hello } tls
            || !conversation.IsAgreed(context)
            || hello.HighestVersion == 0
            || tls.Version == 0
            || TlsVersions.Rank(tls.Version) >= TlsVersions.Tls12
            || TlsVersions.Rank(hello.HighestVersion) > TlsVersions.Rank(tls.Version))
        {
            yield break;
        }

        string version = TlsVersions.Name(tls.Version);
        yield return new Finding
        {
            Code = FindingCodes.TlsOldVersion,
            Severity = Severity.Warning,
            Confidence = Confidence.Certain,
            Title = $"The client offers {version} at best, and the server still accepts it",
            Explanation = $"The two agreed on {version}, the best the client offers. Servers that require TLS 1.2 refuse such a client; it loses its connection on the day this one is set so.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object> { ["version"] = version, ["clientHighest"] = TlsVersions.Name(hello.HighestVersion) },
            Evidence = [TcpEvidence.Of(context, conversation, "the two hellos", tls.ClientHelloFrame, tls.ServerHelloFrame)],
            Remedies = TlsRemedies.RaiseClientVersion,
        };
    }
}
