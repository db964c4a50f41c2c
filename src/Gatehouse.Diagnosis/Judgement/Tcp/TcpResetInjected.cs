using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// A RST that its claimed sender did not send. One sign alone proves little (many systems send RSTs with another initial time
/// to live than data); that the sender goes on talking behind its own RST is the strongest.
/// </summary>
internal sealed class TcpResetInjected : ITcpRule
{
    private const int Weak = 1;
    private const int Strong = 2;
    private const int EnoughForLikely = 2;
    private const int EnoughForCertain = 3;

    /// <summary>Difference of hops that no change of route explains.</summary>
    private const int OtherPlace = 3;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        if (!conversation.IsEstablished)
        {
            return [];
        }

        foreach (Side side in (ReadOnlySpan<Side>)[Side.Server, Side.Client])
        {
            TcpDirection self = conversation.From(side);
            if (self.Reset is { } reset && Signs(self, reset) is var (weight, signs) && weight >= EnoughForLikely)
            {
                return [Describe(conversation, side, self, reset, weight, signs, context)];
            }
        }

        return [];
    }

    private static (int Weight, List<string> Signs) Signs(TcpDirection self, TcpReset reset)
    {
        List<string> signs = [];
        int weight = 0;
        if (reset.Ttl != 0 && self.Ttl != 0 && reset.Ttl != self.Ttl && !self.TtlVaries)
        {
            int difference = Math.Abs((Hops.Of(reset.Ttl) ?? Hops.Initial(reset.Ttl)) - (Hops.Of(self.Ttl) ?? Hops.Initial(self.Ttl)));
            if (difference >= OtherPlace || Math.Abs(reset.Ttl - self.Ttl) >= OtherPlace)
            {
                weight += difference >= OtherPlace ? Strong : Weak;
                signs.Add($"its time to live is {reset.Ttl}, that of the other packets {self.Ttl}");
            }
        }

        if (IsNumberedByAnother(self, reset))
        {
            weight += Weak;
            signs.Add($"its IP identification 0x{reset.Identification:x4} is far from the others (last 0x{self.LastIdentification:x4}), which count upwards");
        }

        if (reset.IsOutsideWindow)
        {
            weight += Strong;
            signs.Add("its sequence number lies ahead of everything the sender had sent");
        }

        if (self.PacketsAfterReset > 0)
        {
            weight += self.LastPayloadFrame > reset.Frame ? Strong : Weak;
            signs.Add($"the sender goes on behind it as if it had sent none ({(self.PacketsAfterReset == 1 ? "one packet" : $"{self.PacketsAfterReset:N0} packets")})");
        }

        return (weight, signs);
    }

    private static bool IsNumberedByAnother(TcpDirection self, TcpReset reset) =>
        self.CountsIdentifications
        && reset.Identification != 0
        && TcpReset.IdentificationDistance(self.LastIdentification, reset.Identification) > TcpReset.NearIdentification
        && TcpReset.IdentificationDistance(reset.Identification, self.LastIdentification) > TcpReset.NearIdentification;

    private static Finding Describe(
        TcpConversation conversation, Side side, TcpDirection self, TcpReset reset, int weight, List<string> signs, SourceContext context)
    {
        string name = side == Side.Server ? "server" : "client";
        Dictionary<string, object> facts = new()
        {
            ["claimedSender"] = name,
            ["signs"] = signs,
            ["resetTtl"] = (int)reset.Ttl,
            ["senderTtl"] = (int)self.Ttl,
            ["packetsAfterReset"] = self.PacketsAfterReset,
        };
        return new Finding
        {
            Code = FindingCodes.TcpResetInjected,
            Severity = Severity.Fault,
            Confidence = weight >= EnoughForCertain && signs.Count > 1 ? Confidence.Certain : Confidence.Likely,
            Title = $"A device on the path breaks connections to {conversation.Server} with a RST in the {name}'s name",
            Explanation = $"Frame {reset.Frame} resets the connection in the name of the {name}, which did not send it: {string.Join("; ", signs)}. "
                + "Firewalls, intrusion prevention and content filters end connections in this way, often because of what a hello names or a policy forbids.",
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                Proof.Of(conversation, context, "the forged RST", reset.Frame) with { Filter = $"{DisplayFilter.Of(conversation)} && tcp.flags.reset == 1" },
                Proof.Of(conversation, context, $"packets of the {name} itself", self.FirstFrame, self.FirstFrameAfterReset),
            ],
            Remedies =
            [
                "Look in the logs of firewalls, intrusion prevention and web filters on the path, at the time of this frame, for the rule that resets this connection; exempt the server there.",
                "If none admits it: capture at both ends at the same time. A RST that arrives at one and never left the other proves a device between them.",
            ],
            NextSteps = NextCapture.AtBothEnds(conversation.Client.Address, conversation.Server.Address),
            Explains =
            [
                FindingCodes.TcpReset, FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsHandshakeStalled, FindingCodes.RequestUnanswered,
            ],
        };
    }
}
