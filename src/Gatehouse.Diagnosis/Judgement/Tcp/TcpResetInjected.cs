using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Tls;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// A RST that its claimed sender did not send. One sign alone proves little (many systems send RSTs with another initial time
/// to live than data, captures swap packets), so it is named as possible beside the reset; two independent ones make it likely.
/// </summary>
internal sealed class TcpResetInjected : ITcpRule
{
    private const int Weak = 1;
    private const int Strong = 2;
    private const int SignsForLikely = 2;
    private const int EnoughForCertain = 3;

    private static readonly TcpResetEstablished Symptom = new();

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
            if (self.Reset is not { } reset || Signs(self, reset) is not ( >= Strong and var weight, var signs))
            {
                continue;
            }

            AddPosition(reset, signs, out int independent);
            if (independent >= SignsForLikely)
            {
                return [Describe(conversation, side, self, reset, weight >= EnoughForCertain ? Confidence.Certain : Confidence.Likely, signs, context)];
            }

            if (!conversation.IsRefusedInSilence())
            {
                return WithSymptom(conversation, side, reset, Describe(conversation, side, self, reset, Confidence.Possible, signs, context), context);
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

        if (self.PacketsAfterReset > 0)
        {
            weight += self.LastPayloadFrame > reset.Frame ? Strong : Weak;
            signs.Add($"the sender goes on behind it as if it had sent none ({(self.PacketsAfterReset == 1 ? "one packet" : $"{self.PacketsAfterReset:N0} packets")})");
        }

        return (weight, signs);
    }

    /// <summary>
    /// A sequence number ahead of everything captured is worth telling beside other signs and proves nothing itself: a frame that the
    /// capture missed before a true RST looks the same.
    /// </summary>
    private static void AddPosition(TcpReset reset, List<string> signs, out int independent)
    {
        independent = signs.Count;
        if (reset.IsOutsideWindow)
        {
            signs.Add("its sequence number lies ahead of everything captured of the sender");
        }
    }

    /// <summary>A single sign: the connection was reset, and somebody else may have done it.</summary>
    private static IEnumerable<Finding> WithSymptom(
        TcpConversation conversation, Side side, TcpReset reset, Finding possible, SourceContext context)
    {
        Finding symptom = Symptom.Judge(conversation, context).FirstOrDefault() ?? new Finding
        {
            Code = FindingCodes.TcpReset,
            Severity = Severity.Fault,
            Confidence = Confidence.Likely,
            Title = $"A RST in the {Name(side)}'s name ends connections to {conversation.Server}",
            Explanation = $"Frame {reset.Frame} resets an open connection in the name of the {Name(side)}.",
            Conversation = conversation.Name(),
            Facts = new Dictionary<string, object> { ["from"] = Name(side), ["acknowledgesAll"] = reset.AcknowledgesAll },
            Evidence = [Proof.Of(conversation, context, "the RST", reset.Frame)],
            NextSteps = NextCapture.AtBothEnds(conversation.Client.Address, conversation.Server.Address),
            Explains = [FindingCodes.RequestUnanswered],
        };
        return [symptom with { Rivals = [.. symptom.Rivals, possible.Code] }, possible with { Explains = [], Rivals = [symptom.Code] }];
    }

    private static string Name(Side side) => side == Side.Server ? "server" : "client";

    private static bool IsNumberedByAnother(TcpDirection self, TcpReset reset) =>
        self.CountsIdentifications
        && reset.Identification != 0
        && TcpReset.IdentificationDistance(self.LastIdentification, reset.Identification) > TcpReset.NearIdentification
        && TcpReset.IdentificationDistance(reset.Identification, self.LastIdentification) > TcpReset.NearIdentification;

    private static Finding Describe(
        TcpConversation conversation, Side side, TcpDirection self, TcpReset reset, Confidence confidence, List<string> signs, SourceContext context)
    {
        string name = Name(side);
        bool isPossible = confidence == Confidence.Possible;
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
            Confidence = confidence,
            Title = isPossible
                ? $"A device on the path may have sent the RST to a connection with {conversation.Server} in the {name}'s name"
                : $"A device on the path breaks connections to {conversation.Server} with a RST in the {name}'s name",
            Explanation = $"Frame {reset.Frame} resets the connection in the name of the {name}, which {(isPossible ? "may not have sent" : "did not send")} it: {string.Join("; ", signs)}. "
                + (isPossible ? "One sign alone proves nothing; a capture at the other end tells. " : string.Empty)
                + "Firewalls, intrusion prevention and content filters end connections in this way, often because of what a hello names or a policy forbids.",
            Conversation = conversation.Name(),
            Facts = facts,
            Evidence =
            [
                Proof.Of(conversation, context, isPossible ? "the RST" : "the forged RST", reset.Frame) with { Filter = $"{DisplayFilter.Of(conversation)} && tcp.flags.reset == 1" },
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
