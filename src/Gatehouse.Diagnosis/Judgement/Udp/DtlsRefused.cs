using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>A DTLS handshake that a fatal alert in the clear ends.</summary>
internal sealed class DtlsRefused : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        if (conversation.Dtls is not { IsHandshakeComplete: false, FatalAlert: { Alert.IsEncrypted: false } alert } dtls)
        {
            return [];
        }

        bool isVersion = alert.Alert.Description == TlsAlerts.ProtocolVersion;
        Dictionary<string, object> facts = new()
        {
            ["alert"] = alert.Alert.Name,
            ["code"] = (int)alert.Alert.Description,
            ["from"] = alert.From.Word(),
        };
        if (dtls.ClientHello is { } hello)
        {
            facts["clientHighest"] = TlsVersions.Name(hello.HighestVersion);
        }

        return
        [
            new Finding
            {
                Code = isVersion ? FindingCodes.TlsVersionMismatch : FindingCodes.TlsAlert,
                Severity = Severity.Fault,
                Confidence = Confidence.Certain,
                Title = isVersion
                    ? $"{conversation.Server} and its client share no DTLS version"
                    : $"{Capital(alert.From)} ended the DTLS handshake with alert {alert.Alert.Name}",
                Explanation = $"{Capital(alert.From)} sent alert {alert.Alert.Description} ({alert.Alert.Name}) in frame {alert.Frame}, before the handshake was complete. "
                    + $"This alert means that {TlsAlerts.Meaning(alert.Alert.Description)}.",
                Conversation = conversation.Name(),
                Facts = facts,
                Evidence = [Proof.Of(conversation, context, "the hellos and the alert", dtls.ClientHelloFrame, dtls.ServerHelloFrame, alert.Frame)],
                Remedies = isVersion ? ["Enable a DTLS version that both sides have; DTLS 1.2 is the common ground today."] : [],
                NextSteps = [$"Read the log of {TlsSigns.The(alert.From)}, which sent the alert: it knows the reason."],
                Explains = [FindingCodes.RequestUnanswered],
            },
        ];
    }

    private static string Capital(Side side) => side == Side.Client ? "The client" : "The server";
}
