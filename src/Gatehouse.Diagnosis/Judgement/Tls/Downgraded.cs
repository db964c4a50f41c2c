using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// Completed below the client's best. A server without TLS 1.3 is common and worth a note; a version below 1.2, or a server
/// whose random says that it could do better, is worth a warning.
/// </summary>
internal sealed class Downgraded : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { ClientHello: { } hello, ServerHello: { } answer } tls
            || !conversation.IsAgreed(context)
            || tls.Version == 0
            || TlsVersions.Rank(hello.HighestVersion) <= TlsVersions.Rank(tls.Version))
        {
            yield break;
        }

        string version = TlsVersions.Name(tls.Version);
        bool isMarked = IsForced(hello, answer);
        bool isOld = TlsVersions.Rank(tls.Version) < TlsVersions.Tls12;
        yield return new Finding
        {
            Code = FindingCodes.TlsDowngraded,
            Severity = isMarked || isOld ? Severity.Warning : Severity.Note,
            Confidence = Confidence.Certain,
            Title = $"The server chose {version}, the client offered {TlsVersions.Name(hello.HighestVersion)}",
            Explanation = Explain(hello, tls.Version, isMarked, isOld),
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object>
            {
                ["version"] = version,
                ["clientHighest"] = TlsVersions.Name(hello.HighestVersion),
                ["sentinel"] = answer.Sentinel != DowngradeSentinel.None,
            },
            Evidence = [TcpEvidence.Of(context, conversation, "the two hellos", tls.ClientHelloFrame, tls.ServerHelloFrame)],
            Remedies = isMarked
                ? ["Find the device between the two that changes hellos, and exempt the traffic from inspection; compare captures at both ends."]
                : TlsRemedies.RaiseServerVersion,
        };
    }

    /// <summary>
    /// Whether the server's random says that it saw a hello without what the capture shows: the mark is only set by a server
    /// that supports more than it chose (RFC 8446 section 4.1.3).
    /// </summary>
    private static bool IsForced(ClientHello hello, ServerHello answer) => answer.Sentinel switch
    {
        DowngradeSentinel.Tls12 => hello.HighestVersion >= TlsVersions.Tls13,
        DowngradeSentinel.Tls11OrOlder => hello.HighestVersion >= TlsVersions.Tls12,
        _ => false,
    };

    private static string Explain(ClientHello hello, ushort version, bool isMarked, bool isOld)
    {
        string best = TlsVersions.Name(hello.HighestVersion);
        string chosen = TlsVersions.Name(version);
        if (isMarked)
        {
            return $"The client's hello offers {best}; the server agreed to {chosen} only, and the end of its random says that it could have done better. Either it never saw the "
                + "hello as it was sent, because a device in between changes it, or it was told to stop at that version for this client.";
        }

        return $"The client's hello offers {best}; the server answered with {chosen}, probably the best it has. "
            + (isOld ? "Clients of today refuse that version, so the server keeps the others from leaving it behind." : "That is no fault: the version is still considered safe.");
    }
}
