using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>
/// The version fits and no cipher suite does. Alert 71 says so; alert 40 says it among other things, so it takes more
/// evidence: nothing but outdated suites offered, or a server known to choose suites this client does not have.
/// </summary>
internal sealed class NoCommonCipher : ITcpRule
{
    private const int MostListed = 16;

    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation is not { Tls: { ClientHello: { } hello, ServerHello: null } tls }
            || conversation.FailureAlert() is not { From: Side.Server } alert
            || alert.Alert.Description is not (TlsAlerts.HandshakeFailure or TlsAlerts.InsufficientSecurity))
        {
            yield break;
        }

        ServerProfile? profile = context.ServerOf(conversation);
        ushort[] offered = CipherSuites.Real(hello);
        bool isNamed = alert.Alert.Description == TlsAlerts.InsufficientSecurity;
        bool suiteWasAccepted = profile is not null && profile.CipherSuites.Any(suite => offered.AsSpan().Contains(suite));
        bool othersHaveOther = profile is { CipherSuites.Count: > 0 } && offered.Length > 0 && !suiteWasAccepted;
        bool isOutdated = offered.Length > 0 && !Array.Exists(offered, CipherSuites.IsModern);
        if (suiteWasAccepted && !isNamed)
        {
            yield break;
        }

        Confidence confidence = isNamed ? Confidence.Certain : othersHaveOther || isOutdated ? Confidence.Likely : Confidence.Possible;
        Dictionary<string, object> facts = new()
        {
            ["alert"] = alert.Alert.Name,
            ["from"] = alert.From.Word(),
            ["clientHighest"] = TlsVersions.Name(hello.HighestVersion),
            ["suitesOffered"] = offered.Length > 0 ? offered.Length : hello.CipherSuiteCount,
        };
        if (offered.Length > 0)
        {
            facts["suites"] = offered.Take(MostListed).Select(CipherSuiteNames.Of).ToArray();
        }

        if (othersHaveOther)
        {
            facts["serverSuites"] = profile!.CipherSuites.Select(CipherSuiteNames.Of).ToArray();
        }

        Evidence evidence = TcpEvidence.Of(context, conversation, "ClientHello and the alert that refuses it", tls.ClientHelloFrame, alert.Frame);
        yield return new Finding
        {
            Code = FindingCodes.TlsNoCommonCipher,
            Severity = Severity.Fault,
            Confidence = confidence,
            Title = "The client offers no cipher suite that the server accepts",
            Explanation = Explain(hello, alert, offered, isNamed, isOutdated, othersHaveOther),
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence = [evidence],
            Remedies = TlsRemedies.CommonCipher,
            NextSteps = isNamed ? [] : [TlsRemedies.SchannelEvents, $"`nmap --script ssl-enum-ciphers -p {conversation.Server.Port} {conversation.Server.Address}` lists what the server accepts."],
            Explains = confidence == Confidence.Possible ? [] : [FindingCodes.TlsAlert],
            Rivals = confidence == Confidence.Possible ? [FindingCodes.TlsAlert] : [],
        };
        if (confidence == Confidence.Possible)
        {
            yield return FatalAlert.Describe(conversation, context, alert) with { Rivals = [FindingCodes.TlsNoCommonCipher] };
        }
    }

    private static string Count(ClientHello hello, ushort[] offered)
    {
        int count = offered.Length > 0 ? offered.Length : hello.CipherSuiteCount;
        return count == 1 ? "one cipher suite" : $"{count} cipher suites";
    }

    private static string Explain(
        ClientHello hello, TlsAlertSeen alert, ushort[] offered, bool isNamed, bool isOutdated, bool othersHaveOther)
    {
        string text = $"The server answered the hello ({TlsVersions.Name(hello.HighestVersion)} at best, {Count(hello, offered)}) "
            + $"with alert {alert.Alert.Description} ({alert.Alert.Name}). ";
        if (isNamed)
        {
            return text + "That alert means the suites offered are weaker than the server requires.";
        }

        text += (othersHaveOther, isOutdated) switch
        {
            (true, _) => "Others are served with suites that this client does not offer, so the version is not the obstacle. ",
            (_, true) => "Every suite offered is of an outdated kind (RC4, 3DES, CBC, or without forward secrecy), which many servers no longer accept. ",
            _ => "Most stacks answer so when no cipher suite is common. ",
        };
        return text + "The same alert can also mean that no key-exchange group or signature algorithm is common or that the server name is not served; the server's log says which.";
    }
}
