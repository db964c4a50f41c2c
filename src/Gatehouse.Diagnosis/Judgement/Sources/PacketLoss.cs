using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>TCP data that had to be sent again, over the whole source.</summary>
internal sealed class PacketLoss : ISourceRule
{
    /// <summary>Packets with payload below which a share means nothing.</summary>
    private const long FewestPackets = 100;

    /// <summary>Retransmissions below which a share means nothing.</summary>
    private const long FewestRetransmissions = 10;

    private const double Threshold = 0.01;

    public IEnumerable<Finding> Judge(SourceContext context)
    {
        double share = context.TcpPayloadPackets == 0 ? 0 : (double)context.TcpRetransmissions / context.TcpPayloadPackets;
        if (context.Source.IsSelective || context.TcpPayloadPackets < FewestPackets
            || context.TcpRetransmissions < FewestRetransmissions || share <= Threshold)
        {
            return [];
        }

        return
        [
            new Finding
            {
                Code = FindingCodes.PacketLoss,
                Severity = Severity.Warning,
                Confidence = Confidence.Likely,
                Title = $"{share:P1} of all TCP data packets had to be sent again",
                Explanation = $"{context.TcpRetransmissions:N0} of {context.TcpPayloadPackets:N0} packets with data were sent before. Copies of one packet and packets out of order are not counted. "
                    + "TCP recovers from this, at the price of delay; UDP does not.",
                Facts = new Dictionary<string, object>
                {
                    ["packets"] = context.TcpPayloadPackets,
                    ["retransmissions"] = context.TcpRetransmissions,
                    ["share"] = Math.Round(share, 4),
                },
                Evidence = [new Evidence(context.Name, [], "tcp.analysis.retransmission && !tcp.analysis.spurious_retransmission", "data sent again")],
                Remedies =
                [
                    "Look at the error and drop counters of the interfaces on the way (wireless links, duplex mismatch, full queues).",
                ],
            },
        ];
    }
}
