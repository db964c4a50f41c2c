using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Judgement.Tcp;

/// <summary>
/// Full segments vanish while small ones pass. At the sender the same large segment goes out again and again; at the receiver a
/// hole as large as full segments stays open while a smaller segment from behind it has arrived.
/// </summary>
internal sealed class PathMtuBlackHole : ITcpRule
{
    /// <summary>Times a segment must be sent again.</summary>
    private const int Resendings = 3;

    /// <summary>Octets of payload below which a segment passes every path in use (IPv6 minimum MTU 1,280 less headers).</summary>
    private const int SmallSegment = 1_200;

    /// <summary>Octets a segment may lack of the MSS because of TCP options.</summary>
    private const int MostOptions = 40;

    /// <summary>Seconds for which a hole must stay open.</summary>
    private const double OpenFor = 3;

    public IEnumerable<Finding> Judge(TcpConversation conversation, SourceContext context)
    {
        foreach (Side side in (ReadOnlySpan<Side>)[Side.Server, Side.Client])
        {
            TcpDirection self = conversation.From(side);
            TcpDirection other = conversation.From(side == Side.Server ? Side.Client : Side.Server);
            if (IsStuck(self, other))
            {
                return [AtSender(conversation, side, self, context)];
            }

            if (HoleOf(conversation, self, other) is { } hole && !context.Source.IsSelective)
            {
                return [AtReceiver(conversation, side, self, hole, context)];
            }
        }

        return [];
    }

    private static bool IsStuck(TcpDirection self, TcpDirection other) =>
        self.StuckCount >= Resendings
        && self.StuckDontFragment
        && self.StuckPayload >= SmallSegment
        && self.StuckPayload > self.LargestAcknowledgedPayload
        && other.LastFrame > self.StuckFrames.First
        && other.HasAcknowledged;

    private static SequenceHole? HoleOf(TcpConversation conversation, TcpDirection self, TcpDirection other)
    {
        int full = other.MaximumSegmentSize == 0 ? SmallSegment : other.MaximumSegmentSize - MostOptions;
        if (self.Holes.Count != 1 || self.LargestPayload >= full || !other.HasAcknowledged)
        {
            return null;
        }

        SequenceHole hole = self.Holes[0];
        double open = Timestamp.Seconds(self.LastPayloadTime, conversation.LastTime) + ((double)conversation.SilenceAfter / Timestamp.PerSecond);
        return hole.Length >= full && hole.Start == other.HighestAcknowledgment && open >= OpenFor ? hole : null;
    }

    private static Finding AtSender(TcpConversation conversation, Side side, TcpDirection self, SourceContext context)
    {
        IcmpError? told = conversation.IcmpErrors.FirstOrDefault(error => error.IsPacketTooBig);
        Dictionary<string, object> facts = Facts(side, self.StuckPayload);
        facts["resendings"] = self.StuckCount;
        facts["largestDelivered"] = self.LargestAcknowledgedPayload;
        if (told is not null)
        {
            facts["nextHopMtu"] = told.NextHopMtu;
        }

        string icmp = told is null
            ? "No ICMP \"fragmentation needed\" or \"packet too big\" was captured that would tell the sender to send less at a time."
            : $"{told.From} did say that only {told.NextHopMtu:N0} octets fit (frame {told.Frame}), and the sender did not act on it: its firewall may keep ICMP from it.";
        return Common(conversation, side) with
        {
            Confidence = told is null ? Confidence.Likely : Confidence.Certain,
            Explanation = $"The {Who(side)} sent the same segment of {self.StuckPayload:N0} octets {self.StuckCount:N0} more times, with \"don't fragment\", and it was never "
                + $"acknowledged, while smaller packets crossed both ways. {icmp}",
            Facts = facts,
            Evidence =
            [
                Proof.Of(conversation, context, "the segment sent again and again", self.StuckFrames.First, self.StuckFrames.Last),
                .. told is null ? (Evidence[])[] : [Proof.Of(conversation, context, "the ICMP error", told.Frame)],
            ],
        };
    }

    private static Finding AtReceiver(TcpConversation conversation, Side side, TcpDirection self, SequenceHole hole, SourceContext context)
    {
        Dictionary<string, object> facts = Facts(side, hole.Length);
        facts["missingBytes"] = hole.Length;
        facts.Remove("payloadBytes");
        facts["largestArrived"] = self.LargestPayload;
        return Common(conversation, side) with
        {
            Confidence = Confidence.Likely,
            Explanation = $"{hole.Length:N0} octets of the {Who(side)} never arrived, in place of full segments, while a smaller segment from behind them did (frame {hole.Frame}). "
                + "The receiver went on asking for what was missing, and no resending ever got through. Plain loss would have spared one of them; "
                + "packets too large for a link on the way, dropped without a word to the sender, look exactly like this.",
            Facts = facts,
            Evidence = [Proof.Of(conversation, context, "the segment behind the hole", hole.Frame, conversation.LastFrame)],
        };
    }

    private static Finding Common(TcpConversation conversation, Side side) => new()
    {
        Code = FindingCodes.PathMtuBlackHole,
        Severity = Severity.Fault,
        Confidence = Confidence.Likely,
        Title = $"Large packets from {(side == Side.Server ? conversation.Server.ToString() : $"clients to {conversation.Server}")} vanish on the way: path MTU black hole",
        Explanation = string.Empty,
        Conversation = conversation.Name(),
        Remedies =
        [
            "Permit ICMP type 3 code 4 (ICMPv6 type 2) through every firewall between the two, and on both hosts.",
            "Until then, let the router in front of the smaller link lower the MSS (Comware: tcp mss, Cisco: ip tcp adjust-mss, Linux: TCPMSS --clamp-mss-to-pmtu).",
            "Find the smaller link: tunnels, VPN and PPPoE carry 1,400 to 1,492 octets; the same path may fail in one direction only.",
        ],
        NextSteps =
        [
            $"From the side that sends too much: ping -M do -s 1472 ADDRESS (Windows: ping -f -l 1472), then smaller, until one is answered; tracepath ADDRESS names the hop.",
            .. NextCapture.AtBothEnds(conversation.Client.Address, conversation.Server.Address),
        ],
        Explains = [FindingCodes.TlsHandshakeStalled, FindingCodes.RequestUnanswered, FindingCodes.PacketLoss],
    };

    private static Dictionary<string, object> Facts(Side side, int payload) => new()
    {
        ["direction"] = side == Side.Server ? "to-client" : "to-server",
        ["payloadBytes"] = payload,
    };

    private static string Who(Side side) => side == Side.Server ? "server" : "client";
}
