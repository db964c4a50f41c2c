using System.Text;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Judgement.Udp;

/// <summary>Puts lost fragments into words.</summary>
internal static class FragmentLossText
{
    /// <summary>What to do about lost fragments, whoever sends them.</summary>
    public static IReadOnlyList<string> PathRemedies(IpAddress client, IpAddress server) =>
    [
        $"Look for the device between {client} and {server} that drops IP fragments: firewalls with fragment protection or virtual reassembly, access lists that name ports (later fragments carry none), load sharing over several links, tunnels with a small MTU.",
        "On a Windows receiver check `netsh int ipv4 show global`: a reassembly limit of 0, left over from a workaround of 2018, drops all fragments.",
    ];

    /// <summary>The finding.</summary>
    public static Finding Describe(FragmentLoss loss, UdpConversation conversation, SourceContext context)
    {
        IpAddress receiver = (loss.IsToServer ? conversation.Server : conversation.Client).Address;
        Dictionary<string, object> facts = new()
        {
            ["datagrams"] = loss.Datagrams,
            ["lost"] = loss.Lost,
            ["direction"] = loss.IsToServer ? "to-server" : "to-client",
        };
        if (loss.PayloadBytes is { } payload)
        {
            facts["payloadBytes"] = payload;
        }

        if (loss.Incomplete.Count > 0)
        {
            facts["fragmentsArrived"] = loss.Incomplete.Sum(datagram => datagram.Pieces.Count);
        }

        if (loss.Timeouts.Count > 0)
        {
            facts["reassemblyTimeouts"] = loss.Timeouts.Count;
            facts["from"] = loss.Timeouts[0].From.ToString();
        }

        string target = loss.IsToServer ? Asked(loss, conversation).ToString() : $"clients of {conversation.Server}";
        return new Finding
        {
            Code = FindingCodes.IpFragmentsLost,
            Severity = Severity.Fault,
            Confidence = loss.Confidence,
            Title = loss.Confidence == Confidence.Possible
                ? $"IP fragments to {target} may be lost on the way"
                : $"IP fragments to {target} do not all arrive",
            Explanation = Explain(loss, conversation, context, receiver),
            Conversation = conversation.Name(),
            Count = loss.Datagrams,
            Facts = facts,
            Evidence = Evidence(loss, conversation, context),
            Remedies = Remedies(conversation),
            NextSteps =
            [
                .. loss.Confidence == Confidence.Certain ? (IEnumerable<string>)[] : NextCapture.AtBothEnds(conversation.Client.Address, conversation.Server.Address),
                NextCapture.AlongThePath(conversation.Client.Address, conversation.Server.Address),
            ],
            Explains = loss.Confidence == Confidence.Possible ? [] : [FindingCodes.RequestUnanswered, FindingCodes.ServerSilent, FindingCodes.ReportExceedsMtu],
            Rivals = loss.Confidence == Confidence.Possible ? [FindingCodes.ServerSilent] : [],
        };
    }

    /// <summary>How to do with fewer fragments, by what travels in them.</summary>
    public static IReadOnlyList<string> Remedies(UdpConversation conversation)
    {
        string[] smaller = conversation switch
        {
            { Radius: not null } =>
            [
                "Make EAP-TLS messages smaller so that no RADIUS packet needs IP fragments: Framed-MTU 1344 or less on the access device, fragment_size 1024 in the server's EAP settings, and the client's own EAP fragment size where it has one.",
            ],
            { Ead: not null } =>
            [
                "Keep security-check reports under 1,473 bytes: fewer patches and items checked; or far over 3,000 bytes with compression on, so that they are compressed.",
                "On the policy server switch on \"Packet Compression and Encryption\" if it is off.",
            ],
            _ => ["Make the datagrams smaller than the path's MTU less 28 octets (48 over IPv6) where the application can be told to."],
        };
        return [.. PathRemedies(conversation.Client.Address, conversation.Server.Address), .. smaller];
    }

    /// <summary>The port asked, by the lost datagrams themselves: a capture that begins with a reply knows the conversation by the reply's port.</summary>
    private static IpEndpoint Asked(FragmentLoss loss, UdpConversation conversation)
    {
        ushort port = loss.Incomplete.Select(datagram => datagram.DestinationPort)
            .Concat(loss.Timeouts.Select(error => error.QuotedDestination.Port))
            .FirstOrDefault(port => port != 0, conversation.Server.Port);
        return new IpEndpoint(conversation.Server.Address, port);
    }

    private static string Explain(FragmentLoss loss, UdpConversation conversation, SourceContext context, IpAddress receiver)
    {
        StringBuilder text = new();
        if (loss.Incomplete.Count > 0)
        {
            string size = loss.PayloadBytes is { } payload ? $" of {payload:N0} octets" : string.Empty;
            text.Append($"Of {(loss.Incomplete.Count == 1 ? "one datagram" : $"{loss.Incomplete.Count:N0} datagrams")}{size} this capture shows "
                + (loss.Lost == "some" ? "some fragments and not the others" : "the first fragment and never the rest") + ". ");
        }
        else
        {
            text.Append((loss.IsToServer ? conversation.FromClient : conversation.FromServer).Fragmented > 0
                ? "All fragments pass this capture. "
                : "The fragments themselves are not in this capture. ");
        }

        if (loss.Timeouts.Count > 0)
        {
            string teller = loss.Timeouts[0].From == receiver
                ? "The receiver says so itself"
                : $"{loss.Timeouts[0].From}, a device in front of the receiver that puts fragments together, says so";
            text.Append($"{teller}: {(loss.Timeouts.Count == 1 ? "one ICMP message" : $"{loss.Timeouts.Count:N0} ICMP messages")} \"fragment reassembly time exceeded\", "
                + "sent only when the first fragment had arrived and others had not. ");
        }
        else
        {
            text.Append(FragmentFilter.Of(context) switch
            {
                FragmentVisibility.Shown => "The capture does show later fragments of others, so these did not come this far. ",
                FragmentVisibility.Hidden => "But its filter names ports, and later fragments carry none: they may have arrived unseen, and the server may be silent for another reason. ",
                _ => "No later fragment of any datagram is in this capture; if it was filtered by port, they may have arrived unseen. ",
            });
        }

        if (loss.IsRepeated)
        {
            text.Append("The same request was sent more than once and none of them was answered. ");
        }

        Vantage vantage = Vantage.Of(conversation, context);
        if (loss.Incomplete.Count > 0 && loss.IsToServer && vantage.IsAtServer && loss.Confidence > Confidence.Possible)
        {
            text.Append("The capture was taken at the server or on its network, so they are lost on the path before it. ");
        }

        return text.ToString().TrimEnd();
    }

    private static List<Evidence> Evidence(FragmentLoss loss, UdpConversation conversation, SourceContext context)
    {
        List<Evidence> evidence = [];
        if (loss.Incomplete.Count > 0)
        {
            evidence.Add(new Evidence(
                context.Name,
                FindingNames.Frames([.. loss.Incomplete.SelectMany(datagram => datagram.Pieces).Select(piece => piece.Frame).Take(Proof.MostFrames)]),
                string.Join(" || ", loss.Incomplete.Take(4).Select(datagram => $"({DisplayFilter.Of(datagram)})")),
                "fragments of datagrams that are not complete"));
        }

        if (loss.Timeouts.Count > 0)
        {
            evidence.Add(new Evidence(
                context.Name,
                FindingNames.Frames([.. loss.Timeouts.Select(error => error.Frame)]),
                loss.Timeouts[0].IsVersion6 ? "icmpv6.type == 3 && icmpv6.code == 1" : "icmp.type == 11 && icmp.code == 1",
                "the receiver gives up waiting for fragments"));
        }

        if (conversation.Requests.LastOrDefault(request => request is { IsFragmented: true, AnswerFrame: 0 }) is { } request)
        {
            evidence.Add(Proof.Of(conversation, context, "fragmented requests", [.. request.Sendings.Select(sending => sending.Frame)]));
        }

        return evidence;
    }
}
