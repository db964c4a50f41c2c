using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// A hello with nothing wrong in it, answered by RST or FIN and not one octet: the symptom, with the causes that look
/// like it as possible findings of their own.
/// </summary>
internal sealed class RefusedAfterHello : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { ClientHello: { } hello } tls || !conversation.IsRefusedInSilence())
        {
            yield break;
        }

        string refusedBy = conversation.RefusedBy();
        TcpReset? reset = refusedBy == "reset" ? conversation.FromServer.Reset : null;
        byte ttl = conversation.FromServer.Ttl;
        bool isForeign = reset is not null && reset.Ttl != 0 && ttl != 0 && reset.Ttl != ttl && !conversation.FromServer.TtlVaries;
        (string Code, string Title, string Why)[] causes = [.. Causes(hello, context.ServerOf(conversation), reset is not null, isForeign)];
        Dictionary<string, object> facts = new()
        {
            ["refusedBy"] = refusedBy,
            ["helloAcknowledged"] = conversation.ServerReceivedAll(),
            ["candidates"] = causes.Select(cause => cause.Code).ToArray(),
        };
        if (hello.HighestVersion != 0)
        {
            facts["clientHighest"] = TlsVersions.Name(hello.HighestVersion);
        }

        if (hello.ServerName is { } name)
        {
            facts["serverName"] = name;
        }

        if (reset is { Ttl: > 0 } && ttl > 0)
        {
            facts["resetTtl"] = (int)reset.Ttl;
            facts["serverTtl"] = (int)ttl;
        }

        Evidence[] evidence =
        [
            TcpEvidence.Of(context, conversation, $"ClientHello, and the {(reset is null ? "FIN" : "RST")} that answers it", conversation.FromServer.SynFrame, tls.ClientHelloFrame, conversation.EndFrame()),
        ];
        yield return new Finding
        {
            Code = FindingCodes.TlsRefusedAfterHello,
            Severity = Severity.Fault,
            Confidence = context.Source.IsSelective ? Confidence.Likely : Confidence.Certain,
            Title = $"The server {(reset is null ? "closes" : "resets")} the connection in answer to the ClientHello and does not say why",
            Explanation = Explain(conversation, hello, reset, isForeign),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence = evidence,
            Remedies =
            [
                "Ask the server's log first; it decides between the causes named.",
                "Exempt the connection from HTTPS inspection and from filters on server names, and try again.",
            ],
            NextSteps =
            [
                TlsRemedies.SchannelEvents,
                NextCapture.AtServer(conversation.Client.Address, conversation.Server.Address),
                NextCapture.AtWindowsServer(conversation.Client.Address),
                $"Vary one thing at a time: `openssl s_client -connect {conversation.Server} -tls1_2`, the same with `-noservername`, and `curl -v http://{conversation.Server}/`.",
            ],
            Explains = [FindingCodes.TcpReset],
            Rivals = [.. causes.Select(cause => cause.Code)],
        };
        foreach ((string code, string title, string why) in causes)
        {
            yield return new Finding
            {
                Code = code,
                Severity = Severity.Fault,
                Confidence = Confidence.Possible,
                Title = title,
                Explanation = why,
                Conversation = conversation.Name(),
                Facts = new Dictionary<string, object> { ["refusedBy"] = refusedBy },
                Evidence = evidence,
                Rivals = [.. causes.Select(cause => cause.Code).Where(other => other != code)],
            };
        }
    }

    private static IEnumerable<(string Code, string Title, string Why)> Causes(ClientHello hello, ServerProfile? server, bool isReset, bool isForeign)
    {
        bool othersSucceed = server is { TlsEstablished: > 0 };
        bool versionFits = server is not null && server.Versions.Any(accepted =>
            TlsVersions.Rank(accepted.Version) <= TlsVersions.Rank(hello.HighestVersion)
            && TlsVersions.Rank(accepted.Version) >= TlsVersions.Rank(hello.LowestVersion()));
        if (isForeign)
        {
            yield return (FindingCodes.TcpResetInjected, "Somebody in between may have sent the RST in the server's name",
                "The RST does not carry the time to live of the server's other packets. A filter on server names or a firewall resets like that.");
        }

        if (!versionFits)
        {
            yield return (FindingCodes.TlsVersionMismatch, "The server may accept none of the TLS versions offered",
                "Windows servers (http.sys) refuse a version they do not have without an alert.");
        }

        yield return (FindingCodes.TlsNoCommonCipher, "The server may accept none of the cipher suites offered",
            "Windows servers (http.sys) refuse without an alert when no suite fits, or when no certificate is bound to the port or name.");
        if (server is not { SpokeTls: > 0 })
        {
            yield return (FindingCodes.TlsOnHttpPort, "The server may not speak TLS on this port",
                "A service that expects something else closes when it cannot make sense of a hello.");
        }

        if (isReset && !isForeign && !othersSucceed)
        {
            yield return (FindingCodes.TcpResetInjected, "Somebody in between may have sent the RST in the server's name",
                "Filters on server names and inspecting gateways reset unwanted connections; this RST carries the server's time to live, which speaks against it and does not exclude it.");
        }
    }

    private static string Offer(ClientHello hello) =>
        hello.HighestVersion == 0 ? "its versions are not printed" : $"{TlsVersions.Name(hello.HighestVersion)} at best";

    private static string Explain(TcpConversation conversation, ClientHello hello, TcpReset? reset, bool isForeign)
    {
        string text = $"TCP was established and the client sent its hello ({Offer(hello)}"
            + (hello.ServerName is { } name ? $", for {name}" : string.Empty) + "). ";
        text += conversation.ServerReceivedAll() ? "The other end acknowledged it" : "The hello was not acknowledged in full";
        text += reset is null ? " and closed" : " and reset the connection";
        text += ", without one octet of TLS. Why is not visible: version, cipher suites, server name, a plain-text service and a device in between all look like this. ";
        return reset is null or { Ttl: 0 } ? text.TrimEnd() : text + (isForeign
            ? $"The RST came with a time to live of {reset.Ttl}, the server's other packets with {conversation.FromServer.Ttl}: it was probably sent by a device in between."
            : "The RST's time to live fits the server's other packets.");
    }
}
