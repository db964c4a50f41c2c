using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;

namespace Gatehouse.Diagnosis.Judgement.Tls;

/// <summary>Any fatal alert that no other rule understands better: who gave up, and what the alert means.</summary>
internal sealed class FatalAlert : ITcpRule
{
    /// <inheritdoc/>
    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (conversation.FailureAlert() is { } alert)
        {
            return [Describe(conversation, context, alert)];
        }

        return conversation.IsSeenWhole(context) && EncryptedAlert(conversation) is { } encrypted ? [DescribeEncrypted(conversation, context, encrypted)] : [];
    }

    /// <summary>What a fatal alert in the clear says.</summary>
    public static Finding Describe(TcpConversation conversation, SourceContext context, TlsAlertSeen alert)
    {
        Dictionary<string, object> facts = new()
        {
            ["alert"] = alert.Alert.Name,
            ["code"] = (int)alert.Alert.Description,
            ["from"] = alert.From.Word(),
        };
        if (conversation.Tls!.ClientHello?.ServerName is { } name)
        {
            facts["serverName"] = name;
        }

        return new Finding
        {
            Code = FindingCodes.TlsAlert,
            Severity = Severity.Fault,
            Confidence = Confidence.Certain,
            Title = $"{Capital(alert.From)} ended the TLS conversation with alert {alert.Alert.Name}",
            Explanation = $"{Capital(alert.From)} sent alert {alert.Alert.Description} ({alert.Alert.Name}){After(conversation.Tls)}. This alert means that "
                + TlsAlerts.Meaning(alert.Alert.Description) + ".",
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence = [TcpEvidence.Of(context, conversation, $"the hellos and the alert of {TlsSigns.The(alert.From)}", conversation.Tls.ClientHelloFrame, conversation.Tls.ServerHelloFrame, alert.Frame)],
            Remedies = Remedies(alert),
            NextSteps = [$"Read the log of {TlsSigns.The(alert.From)}, which sent the alert: it knows the reason.", TlsRemedies.SchannelEvents],
            Explains = [FindingCodes.TcpReset],
        };
    }

    /// <summary>An encrypted alert before the handshake is complete can only be an error.</summary>
    private static TlsAlertSeen? EncryptedAlert(TcpConversation conversation) =>
        conversation is { Tls: { ClientHello: not null, IsHandshakeComplete: false } tls } && conversation.EndedBy != TcpEnding.None
            ? tls.Alerts.FirstOrDefault(seen => seen.Alert.IsEncrypted && tls.From(seen.From).ChangeCipherSpecFrame is > 0 and var spec && spec <= seen.Frame)
            : null;

    private static Finding DescribeEncrypted(TcpConversation conversation, SourceContext context, TlsAlertSeen alert) => new()
    {
        Code = FindingCodes.TlsAlert,
        Severity = Severity.Fault,
        Confidence = Confidence.Likely,
        Title = $"{Capital(alert.From)} gave the handshake up with an encrypted alert",
        Explanation = $"{Capital(alert.From)} sent an encrypted alert{After(conversation.Tls!)}, before the handshake was complete, and the connection ended. What it says cannot be read "
            + "from the capture; the sender's log knows.",
        Conversation = conversation.Name(),
        Facts = new Dictionary<string, object> { ["alert"] = "encrypted", ["from"] = alert.From.Word() },
        Evidence = [TcpEvidence.Of(context, conversation, "the encrypted alert", conversation.Tls!.ClientHelloFrame, alert.Frame)],
        NextSteps = [TlsRemedies.SchannelEvents],
        Explains = [FindingCodes.TcpReset],
    };

    private static string After(TlsConversation tls) =>
        tls.ServerHello is null ? " in answer to the ClientHello"
        : tls.FromClient.ChangeCipherSpecFrame != 0 ? " after the client's part of the handshake"
        : " after the ServerHello";

    private static string Capital(Side side) => side == Side.Client ? "The client" : "The server";

    private static IReadOnlyList<string> Remedies(TlsAlertSeen alert) => alert.Alert.Description switch
    {
        TlsAlerts.UnrecognizedName => ["Let the client use a name the server is set up for, or add the name to the server's bindings."],
        TlsAlerts.InappropriateFallback => ["Look at the attempt before this one: its failure made the client fall back. Devices that do not pass large or unknown hellos are the usual cause."],
        TlsAlerts.InternalError => ["Check that the server can load its certificate and private key (rights of the service account, expired or replaced key)."],
        120 => ["Let client and server agree on an application protocol (ALPN), such as http/1.1."],
        10 or 20 or 21 or 22 or 50 or 51 => ["Exempt the traffic from inspection and from any device that rewrites TCP streams, then try again."],
        _ => [],
    };
}
