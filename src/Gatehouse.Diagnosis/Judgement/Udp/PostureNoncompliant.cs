using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>
/// A verdict in the clear that isolates the endpoint or logs it off. What kind a packet is and what its items mean is inferred, hence never
/// more than likely, and only possible when the report it answers was not seen.
/// </summary>
internal sealed class PostureNoncompliant : IUdpRule
{
    public IEnumerable<Finding> Judge(UdpConversation conversation, SourceContext context)
    {
        EadPacketSeen? verdict = conversation.Ead?.Packets.LastOrDefault(packet => packet is { Type: (int)EadPacketType.Verdict, From: Side.Server });
        EadItem[] telling = [.. verdict?.Verdict.Where(VerdictWords.AreTelling) ?? []];
        if (verdict is null || telling.Length == 0)
        {
            return [];
        }

        string[] items = [.. telling.Select(item => $"{item.Name} = {item.Value}")];
        EadPacketSeen? report = conversation.Ead!.Packets.LastOrDefault(packet => packet.Type == (int)EadPacketType.Report && packet.Frame < verdict.Frame);
        Dictionary<string, object> facts = new() { ["items"] = items };
        if (verdict.EventSequenceId is { } id)
        {
            facts["eventSeqId"] = id;
        }

        return
        [
            new Finding
            {
                Code = FindingCodes.PostureNoncompliant,
                Severity = Severity.Fault,
                Confidence = report is null ? Confidence.Possible : Confidence.Likely,
                Title = "The policy server found the endpoint not compliant",
                Explanation = $"The security check was answered, so the channel works. The verdict says {string.Join(", ", items)}.",
                Conversation = conversation.Name(),
                Facts = facts,
                Evidence = [Proof.Of(conversation, context, "the report and packet 4, the verdict", report?.Frame ?? 0, verdict.Frame)],
                Remedies = ["Mend on the endpoint what the verdict names, then run the security check again."],
            },
        ];
    }
}
