using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement.Udp;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Sources;

/// <summary>Fragments lost of datagrams that belong to no UDP conversation: pings, other protocols, and those without their first fragment.</summary>
internal sealed class FragmentsLost : ISourceRule
{
    /// <summary>Nanoseconds the capture must go on behind a fragment, and have gone on before it, for the rest to count as missing.</summary>
    private const long Patience = Timestamp.PerSecond;

    /// <summary>Of so many datagrams that arrive whole, one that does not is a warning and no fault.</summary>
    private const int RareAmong = 20;

    public IEnumerable<Finding> Judge(SourceContext context)
    {
        FragmentedDatagram[] incomplete = [.. context.IncompleteWithoutPorts.Where(datagram => IsMissed(datagram, context))];
        IcmpError[] timeouts = [.. context.IcmpErrors.Where(error => error.IsReassemblyTimeout && BelongsToNone(error, context))];
        return incomplete.Select(Key)
            .Concat(timeouts.Select(Key))
            .Distinct()
            .Select(key => Describe(
                key,
                [.. incomplete.Where(datagram => Key(datagram) == key)],
                [.. timeouts.Where(error => Key(error) == key)],
                context))
            .OfType<Finding>();
    }

    private static (IpAddress Source, IpAddress Destination, IpProtocol Protocol) Key(FragmentedDatagram datagram) =>
        (datagram.Source, datagram.Destination, datagram.Protocol);

    private static (IpAddress Source, IpAddress Destination, IpProtocol Protocol) Key(IcmpError error) =>
        (error.QuotedSource.Address, error.QuotedDestination.Address, error.QuotedProtocol);

    /// <summary>A list names no datagram that an error quotes: the conversation it was given to is a guess.</summary>
    private static bool BelongsToNone(IcmpError error, SourceContext context) =>
        (context.Source.IsSelective && error.QuotedIdentification == 0)
        || error.QuotedProtocol is not (IpProtocol.Udp or IpProtocol.Tcp)
        || error.QuotedSource.Port == 0;

    private static bool IsMissed(FragmentedDatagram datagram, SourceContext context) =>
        datagram is { HasTooManyPieces: false, HasPieceBeyondEnd: false, HasOverlap: false }
        && (datagram.SilenceAfter >= Patience || datagram.ReassemblyTimeout is not null)
        && (datagram.Pieces[0].Offset == 0 || datagram.FirstTime.Nanoseconds - context.Source.From.Nanoseconds >= Patience);

    private static Finding? Describe(
        (IpAddress Source, IpAddress Destination, IpProtocol Protocol) key,
        FragmentedDatagram[] incomplete,
        IcmpError[] timeouts,
        SourceContext context)
    {
        FragmentVisibility visibility = FragmentFilter.Of(context);

        // What a list does not show may only not have been printed; the receiver's own word counts.
        if (timeouts.Length == 0 && (context.Source.IsSelective || visibility == FragmentVisibility.Hidden))
        {
            return null;
        }

        int datagrams = context.Source.IsSelective
            ? Math.Max(incomplete.Length, timeouts.Length)
            : incomplete.Select(datagram => datagram.Identification).Union(timeouts.Select(error => error.QuotedIdentification)).Count();
        bool isSure = !context.Source.IsSelective && (timeouts.Length > 0 || (visibility == FragmentVisibility.Shown && datagrams > 1));
        bool isRare = context.CompleteFragmented >= (long)RareAmong * datagrams;
        string kind = key.Protocol switch
        {
            IpProtocol.Icmp or IpProtocol.IcmpV6 => "pings",
            IpProtocol.Udp => "UDP datagrams",
            _ => $"datagrams of protocol {(int)key.Protocol}",
        };
        bool firstOnly = incomplete.All(datagram => datagram.Pieces is [{ Offset: 0 }]);
        Dictionary<string, object> facts = new()
        {
            ["datagrams"] = datagrams,
            ["lost"] = firstOnly ? "all-but-first" : "some",
            ["reassemblyTimeouts"] = timeouts.Length,
        };
        return new Finding
        {
            Code = FindingCodes.IpFragmentsLost,
            Severity = isRare ? Severity.Warning : Severity.Fault,
            Confidence = isSure ? Confidence.Certain : Confidence.Likely,
            Title = $"IP fragments of large {kind} from {key.Source} to {key.Destination} do not all arrive",
            Explanation = Explain(incomplete, timeouts, firstOnly, visibility, key.Destination),
            Conversation = new ConversationName(
                key.Protocol == IpProtocol.Udp ? "udp" : "icmp", key.Source.ToString(), key.Destination.ToString()),
            Count = datagrams,
            Facts = facts,
            Evidence = Evidence(incomplete, timeouts, context),
            Remedies = FragmentLossText.PathRemedies(key.Source, key.Destination),
            NextSteps = [NextCapture.AlongThePath(key.Source, key.Destination)],
        };
    }

    private static string Explain(
        FragmentedDatagram[] incomplete, IcmpError[] timeouts, bool firstOnly, FragmentVisibility visibility, IpAddress receiver)
    {
        List<string> sentences = [];
        if (incomplete.Length > 0)
        {
            sentences.Add($"Of {(incomplete.Length == 1 ? "one datagram" : $"{incomplete.Length:N0} datagrams")} this capture shows "
                + (firstOnly ? "the first fragment and never the rest." : "some fragments and not the others."));
        }

        if (timeouts.Length > 0)
        {
            sentences.Add($"{(timeouts[0].From == receiver ? "The receiver" : timeouts[0].From.ToString())} reports {timeouts.Length:N0} times that it waited in vain "
                + "for fragments (ICMP \"fragment reassembly time exceeded\"): the first one had arrived, others had not.");
        }
        else if (visibility == FragmentVisibility.Unknown)
        {
            sentences.Add("No later fragment of any datagram is in this capture; if it was filtered by port, they may have arrived unseen.");
        }

        return string.Join(' ', sentences);
    }

    private static List<Evidence> Evidence(FragmentedDatagram[] incomplete, IcmpError[] timeouts, SourceContext context)
    {
        List<Evidence> evidence = [];
        if (incomplete.Length > 0)
        {
            evidence.Add(new Evidence(
                context.Name,
                FindingNames.Frames([.. incomplete.SelectMany(datagram => datagram.Pieces).Select(piece => piece.Frame).Take(Proof.MostFrames)]),
                string.Join(" || ", incomplete.Take(4).Select(datagram => $"({DisplayFilter.Of(datagram)})")),
                "fragments of datagrams that are not complete"));
        }

        if (timeouts.Length > 0)
        {
            evidence.Add(new Evidence(
                context.Name,
                FindingNames.Frames([.. timeouts.Select(error => error.Frame).Take(Proof.MostFrames)]),
                timeouts[0].IsVersion6 ? "icmpv6.type == 3 && icmpv6.code == 1" : "icmp.type == 11 && icmp.code == 1",
                "the receiver gives up waiting for fragments"));
        }

        return evidence;
    }
}
