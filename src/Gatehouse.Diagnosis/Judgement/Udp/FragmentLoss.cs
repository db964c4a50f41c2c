using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>What a UDP conversation shows of lost fragments.</summary>
internal sealed record FragmentLoss
{
    /// <summary>Nanoseconds the capture must go on behind a fragment before the rest counts as missing; it comes within milliseconds.</summary>
    private const long Patience = Timestamp.PerSecond;

    /// <summary>Datagrams of which the capture lacks fragments, all from one side.</summary>
    public required IReadOnlyList<FragmentedDatagram> Incomplete { get; init; }

    /// <summary>Receivers' words that fragments did not arrive, about datagrams of that side.</summary>
    public required IReadOnlyList<IcmpError> Timeouts { get; init; }

    /// <summary>Whether the client sent them.</summary>
    public required bool IsToServer { get; init; }

    /// <summary>How sure it is that fragments were lost, and not only left out by this capture.</summary>
    public required Confidence Confidence { get; init; }

    /// <summary>
    /// Whether it did no harm: the receiver answered or went on afterwards, and what the client had asked in pieces was answered too. Another
    /// question that is small enough to pass undoes nothing.
    /// </summary>
    public required bool IsSurvived { get; init; }

    /// <summary>Datagrams concerned.</summary>
    public int Datagrams { get; init; }

    /// <summary>Octets of UDP payload of the first of them; null when not known.</summary>
    public int? PayloadBytes { get; init; }

    /// <summary>"all-but-first" or "some".</summary>
    public required string Lost { get; init; }

    /// <summary>Whether the same request was sent more than once.</summary>
    public bool IsRepeated { get; init; }

    /// <summary>Looks for lost fragments, those towards the server first.</summary>
    public static FragmentLoss? Of(UdpConversation conversation, SourceContext context) =>
        Of(conversation, isToServer: true, context) ?? Of(conversation, isToServer: false, context);

    private static FragmentLoss? Of(UdpConversation conversation, bool isToServer, SourceContext context)
    {
        Wire.Ip.IpAddress sender = isToServer ? conversation.Client.Address : conversation.Server.Address;
        IcmpError[] timeouts =
        [
            .. conversation.IcmpErrors.Where(error => error.IsReassemblyTimeout && error.QuotedSource.Address == sender),
        ];
        FragmentedDatagram[] incomplete =
        [
            .. conversation.Incomplete.Where(datagram => datagram.Source == sender && IsMissed(datagram, timeouts)),
        ];
        if (timeouts.Length + incomplete.Length == 0)
        {
            return null;
        }

        UdpDirection back = isToServer ? conversation.FromServer : conversation.FromClient;
        long last = incomplete.Length > 0 ? incomplete[^1].Pieces[^1].Frame : 0;
        bool isRepeated = incomplete.GroupBy(datagram => datagram.FirstPieceDigest).Any(same => same.Count() > 1)
            || conversation.Requests.Any(request => request is { IsFragmented: true, AnswerFrame: 0, Count: > 1 });
        return new FragmentLoss
        {
            Incomplete = incomplete,
            Timeouts = timeouts,
            IsToServer = isToServer,
            Confidence = ConfidenceOf(incomplete, timeouts, context),
            IsSurvived = !conversation.Requests.Any(request => request is { IsFragmented: true, IsGivenUp: true })
                && (incomplete.Length > 0
                    ? back.LastFrame > last && (!isToServer || MadeGood.All(incomplete, conversation))
                    : isToServer ? MadeGood.All(timeouts, conversation) : back.LastFrame > timeouts[^1].Frame),
            Datagrams = incomplete.Select(datagram => datagram.Identification)
                .Union(timeouts.Select(error => error.QuotedIdentification)).Count(),
            PayloadBytes = (incomplete.FirstOrDefault(datagram => datagram.UdpLength is not null)?.UdpLength - Wire.Udp.UdpHeader.HeaderLength)
                ?? conversation.Requests.LastOrDefault(request => request.IsFragmented)?.PayloadLength,
            Lost = LostOf(incomplete, timeouts, conversation),
            IsRepeated = isRepeated,
        };
    }

    private static bool IsMissed(FragmentedDatagram datagram, IcmpError[] timeouts) =>
        datagram is { HasTooManyPieces: false, HasPieceBeyondEnd: false, HasOverlap: false }
        && (datagram.SilenceAfter >= Patience || timeouts.Any(error => error.QuotedIdentification == datagram.Identification));

    private static Confidence ConfidenceOf(FragmentedDatagram[] incomplete, IcmpError[] timeouts, SourceContext context)
    {
        if (timeouts.Length > 0)
        {
            return Confidence.Certain;
        }

        return FragmentFilter.Of(context) switch
        {
            FragmentVisibility.Shown => incomplete.Length > 1 ? Confidence.Certain : Confidence.Likely,
            FragmentVisibility.Hidden => Confidence.Possible,
            _ => Confidence.Likely,
        };
    }

    /// <summary>With an unfragmented size of one packet known, a datagram that needs two has lost all but its first fragment.</summary>
    private static string LostOf(FragmentedDatagram[] incomplete, IcmpError[] timeouts, UdpConversation conversation)
    {
        const string AllButFirst = "all-but-first";
        const string Some = "some";
        if (incomplete.Length > 0)
        {
            return incomplete.All(datagram => datagram.Pieces is [{ Offset: 0 }]) ? AllButFirst : Some;
        }

        int first = timeouts[0].QuotedLength;
        int payload = conversation.Requests.LastOrDefault(request => request.IsFragmented)?.PayloadLength ?? int.MaxValue;
        return first > 0 && payload <= 2 * (first - LargestIpHeader) ? AllButFirst : Some;
    }

    /// <summary>IPv6 header and fragment header; an IPv4 header is smaller.</summary>
    private const int LargestIpHeader = 48;
}
