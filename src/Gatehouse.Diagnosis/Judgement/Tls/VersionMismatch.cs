using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// No TLS version in common. A server says so with alert 70; some stacks use 40 or 80 for it, and http.sys just resets the
/// connection (TCP acknowledges the whole hello first).
/// </summary>
internal sealed class VersionMismatch : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.Tls is not { ClientHello: { } hello } tls)
        {
            yield break;
        }

        ServerVersions server = ServerVersions.Of(context.ServerOf(conversation), hello, tls.ClientHelloTime);
        Confidence? confidence = conversation.FailureAlert() is { } alert
            ? ByAlert(tls, hello, alert, server)
            : BySilence(conversation, context, hello, server);
        if (confidence is { } found)
        {
            yield return Describe(conversation, context, tls, hello, server, found);
        }
    }

    private static Confidence? ByAlert(TlsConversation tls, ClientHello hello, TlsAlertSeen seen, ServerVersions server)
    {
        if (seen.Alert.Description == TlsAlerts.ProtocolVersion)
        {
            return Confidence.Certain;
        }

        bool saysLittle = seen.Alert.Description is TlsAlerts.HandshakeFailure or TlsAlerts.InternalError;
        if (seen.From == Side.Client && saysLittle && ChoseOutdated(tls, hello))
        {
            return Confidence.Likely;
        }

        if (seen.From == Side.Client || tls.ServerHello is not null || !saysLittle || server.AcceptsStill)
        {
            return null;
        }

        // Stacks that answer an old hello with 40 or 80 exist; to a hello of today both mean something else.
        return hello.IsOutdated() || (hello.LowestVersion() >= TlsVersions.Tls13 && server.Highest != 0) ? Confidence.Likely : null;
    }

    /// <summary>
    /// Whether the server chose a version that clients of today refuse although better ones were offered, and the client did not get as far
    /// as its own part of the handshake.
    /// </summary>
    private static bool ChoseOutdated(TlsConversation tls, ClientHello hello) =>
        tls is { ServerHello: not null, Version: not 0, FromClient.ChangeCipherSpecFrame: 0 }
        && TlsVersions.Rank(tls.Version) < TlsVersions.Tls12
        && hello.HighestVersion != 0
        && !hello.IsOutdated();

    private static Confidence? BySilence(TcpConversation conversation, SourceContext context, ClientHello hello, ServerVersions server)
    {
        if (!hello.IsOutdated() || !conversation.IsRefusedInSilence() || !conversation.ServerReceivedAll() || server.AcceptsStill)
        {
            return null;
        }

        // A close without a word is also what services do that speak no TLS at all.
        bool speaksTls = context.ServerOf(conversation) is { SpokeTls: > 0 } || TransportPorts.IsTls(conversation.Server.Port);
        return conversation.RefusedBy() == "reset" || speaksTls ? Confidence.Likely : null;
    }

    private static Finding Describe(
        TcpConversation conversation,
        SourceContext context,
        TlsConversation tls,
        ClientHello hello,
        ServerVersions server,
        Confidence confidence)
    {
        TlsAlertSeen? alert = conversation.FailureAlert();
        bool clientRefuses = alert is { From: Side.Client };
        string refusedBy = alert is null ? conversation.RefusedBy() : "alert";
        long refusal = alert?.Frame ?? conversation.EndFrame();
        bool clientIsNewer = hello.LowestVersion() >= TlsVersions.Tls13 || clientRefuses;
        Dictionary<string, object> facts = new() { ["refusedBy"] = refusedBy };
        if (hello.HighestVersion != 0)
        {
            facts["clientHighest"] = TlsVersions.Name(hello.HighestVersion);
        }

        if (hello.LowestVersion() != 0)
        {
            facts["clientLowest"] = TlsVersions.Name(hello.LowestVersion());
        }

        AddServer(facts, tls, server);
        List<Evidence> evidence =
        [
            TcpEvidence.Of(context, conversation, $"ClientHello with {Best(hello)}, and its refusal", tls.ClientHelloFrame, tls.ServerHelloFrame, refusal),
        ];
        if (server.AcceptedBefore is { } accepted && !clientRefuses)
        {
            facts["acceptedUntil"] = accepted.LastTime.ToString();
            evidence.Add(new Evidence(
                context.Name, [accepted.LastFrame], $"frame.number == {accepted.LastFrame}", $"ServerHello: the same server still agreed to {TlsVersions.Name(accepted.Version)}"));
        }

        return new Finding
        {
            Code = FindingCodes.TlsVersionMismatch,
            Severity = Severity.Fault,
            Confidence = confidence,
            Title = clientRefuses
                ? $"The client {(confidence == Confidence.Certain ? "refuses" : "likely refuses")} {TlsVersions.Name(tls.Version)}, the version the server chose"
                : clientIsNewer
                    ? $"The server does not know {TlsVersions.Name(hello.LowestVersion())}, the oldest version the client accepts"
                    : hello.HighestVersion == 0
                        ? "The server refuses the TLS versions that the client offers, which are not printed"
                        : $"The client offers {Best(hello)} and the server refuses it",
            Explanation = Explain(conversation, tls, hello, server, alert, confidence),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence = evidence,
            Remedies = clientIsNewer ? TlsRemedies.RaiseServerVersion : TlsRemedies.RaiseClientVersion,
            NextSteps = confidence == Confidence.Certain ? [] : NextSteps(conversation),
            Explains = [FindingCodes.TcpReset, FindingCodes.TlsAlert, FindingCodes.TlsRefusedAfterHello],
        };
    }

    private static void AddServer(Dictionary<string, object> facts, TlsConversation tls, ServerVersions server)
    {
        if (server.Lowest != 0)
        {
            facts["serverLowest"] = TlsVersions.Name(server.Lowest);
        }

        if (tls.Version != 0)
        {
            facts["serverChose"] = TlsVersions.Name(tls.Version);
        }
        else if (server.Highest != 0)
        {
            facts["serverHighest"] = TlsVersions.Name(server.Highest);
        }
    }

    private static string Explain(
        TcpConversation conversation, TlsConversation tls, ClientHello hello, ServerVersions server, TlsAlertSeen? alert, Confidence confidence)
    {
        string best = Best(hello);
        List<string> sentences = [];
        if (alert is not null)
        {
            string sender = TlsSigns.The(alert.From);
            sentences.Add(alert.From == Side.Client
                ? $"The client's hello offers {Offer(hello)}; the server answered with {TlsVersions.Name(tls.Version)}, and the client refused with alert {alert.Alert.Description} ({alert.Alert.Name})."
                : $"The client's hello offers {Offer(hello)}; {sender} answered with alert {alert.Alert.Description} ({alert.Alert.Name}) in frame {alert.Frame}.");
            if (alert.Alert.Description != TlsAlerts.ProtocolVersion)
            {
                sentences.Add(alert.From == Side.Client
                    ? "The alert does not name the version, but the client's own settings may exclude one that its hello still names, and stacks that find this out late say no more than this."
                    : "The alert does not name the version, but stacks that no longer accept old versions answer such a hello this way.");
            }
        }
        else
        {
            string how = conversation.RefusedBy() == "reset" ? "reset the connection" : "closed the connection";
            sentences.Add($"The client's hello offers {best}. The server acknowledged all of it, sent not one octet back and {how}, without an alert.");
            sentences.Add("Windows servers (http.sys) do exactly this when no version or cipher suite fits, and servers of today refuse everything older than TLS 1.2.");
        }

        if (hello.IsSslV2)
        {
            sentences.Add("The hello came in the format of SSL 2.0, which servers of today refuse whatever version it names.");
        }

        if (server.Lowest != 0)
        {
            sentences.Add($"Others reach the same server with {TlsVersions.Name(server.Lowest)}.");
        }

        if (server.AcceptedBefore is { } accepted && alert?.From != Side.Client)
        {
            sentences.Add(
                $"The same server still accepted {TlsVersions.Name(accepted.Version)} at {accepted.LastTime} (frame {accepted.LastFrame}), so it was probably reconfigured since.");
        }

        if (confidence != Confidence.Certain && alert?.From != Side.Client)
        {
            sentences.Add("A filter between the two that objects to the hello would look the same; the server's own log decides.");
        }

        return string.Join(' ', sentences);
    }

    private static string Best(ClientHello hello) =>
        hello.HighestVersion == 0 ? "versions that are not printed" : $"{TlsVersions.Name(hello.HighestVersion)} at best";

    private static string Offer(ClientHello hello) => hello.SupportedVersions.Length == 0
        ? Best(hello)
        : string.Join(", ", hello.Versions.Select(TlsVersions.Name));

    private static IReadOnlyList<string> NextSteps(TcpConversation conversation) =>
    [
        TlsRemedies.SchannelEvents,
        $"Try the versions one by one: `openssl s_client -connect {conversation.Server} -tls1_2` and `-tls1_1 -cipher 'DEFAULT@SECLEVEL=0'`.",
        NextCapture.AtServer(conversation.Client.Address, conversation.Server.Address),
    ];
}
