using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>Reads the info column of a packet list into a frame.</summary>
internal static class InfoColumn
{
    private const int MaxNotes = 8;

    /// <summary>Reads an info column.</summary>
    /// <param name="info">The column as printed.</param>
    /// <param name="protocol">The protocol column, "TCP", "TLSv1.2".</param>
    /// <param name="frame">Where the fields go.</param>
    /// <returns>Whether it has the form of an info column, so that the line it stands in is a packet list line.</returns>
    public static bool Read(ReadOnlySpan<char> info, ReadOnlySpan<char> protocol, RawFrame frame)
    {
        frame.Protocol = ProtocolNames.Transport(protocol);
        frame.ReassembledIn = Scan.After(info, "eassembled in #");
        if (ReadFragment(info, frame))
        {
            return true;
        }

        // "[TCP Retransmission] 50420 → 4343 …": remarks stand before the column proper.
        ReadOnlySpan<char> body = info.TrimStart(' ');
        for (int i = 0; i < MaxNotes && body.Length > 0 && body[0] == '['; i++)
        {
            int close = body.IndexOf(']');
            if (close < 0)
            {
                break;
            }

            body = body[(close + 1)..].TrimStart(' ');
        }

        bool remark = info.TrimStart(' ').StartsWith("[TCP ", StringComparison.Ordinal);
        bool ports = ReadPorts(body, frame);
        bool known = ReadTransport(body, frame, ports) | ports | remark;
        if (ProtocolNames.IsTls(protocol))
        {
            TlsLabels.Read(body, frame.Tls);
            known |= frame.Tls.Count > 0 || body.Contains("Continuation Data", StringComparison.Ordinal)
                || body.Contains("Ignored Unknown Record", StringComparison.Ordinal);
        }

        if (protocol.StartsWith("HTTP", StringComparison.Ordinal))
        {
            frame.Http = HttpLine.Parse(body);
            known |= frame.Http is not null;
        }
        else if (protocol is "DNS")
        {
            frame.Dns = DnsLine.Parse(body);
            known |= frame.Dns is not null;
        }
        else if (protocol is "RADIUS")
        {
            known |= body.Contains(" id=", StringComparison.Ordinal);
        }
        else if (frame.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6)
        {
            frame.Icmp = IcmpWords.Parse(body, frame.Protocol == IpProtocol.IcmpV6);
        }

        return known || (frame.Protocol is IpProtocol.Icmp or IpProtocol.IcmpV6 && IsIcmp(body));
    }

    private static bool IsIcmp(ReadOnlySpan<char> body) =>
        body.StartsWith("Destination unreachable", StringComparison.OrdinalIgnoreCase)
        || body.StartsWith("Time", StringComparison.Ordinal)
        || body.StartsWith("Echo", StringComparison.Ordinal)
        || body.StartsWith("Packet Too Big", StringComparison.OrdinalIgnoreCase)
        || body.StartsWith("Redirect", StringComparison.Ordinal)
        || body.StartsWith("Neighbor", StringComparison.Ordinal)
        || body.StartsWith("Router", StringComparison.Ordinal)
        || body.StartsWith("Parameter", StringComparison.Ordinal);

    /// <summary>"Fragmented IP protocol (proto=UDP 17, off=1480, ID=3a2f)", "IPv6 fragment (off=0 more=y ident=0x3a2f nxt=17)".</summary>
    private static bool ReadFragment(ReadOnlySpan<char> info, RawFrame frame)
    {
        if (info.Contains("Fragmented IP", StringComparison.Ordinal) && Scan.After(info, "off=") is long offset)
        {
            int id = info.IndexOf("ID=", StringComparison.Ordinal);
            frame.FragmentOffset = Scan.Size(offset);
            frame.MoreFragments = offset == 0 ? true : null;
            frame.FragmentIdentification = id < 0 ? null : (uint?)Scan.Hex(info[(id + 3)..]);
            int proto = info.IndexOf("proto=", StringComparison.Ordinal);
            frame.Protocol = proto < 0 ? null : NumberedProtocol(info[(proto + 6)..]);
            return true;
        }

        if (info.Contains("IPv6 fragment", StringComparison.Ordinal) && Scan.After(info, "off=") is long offset6)
        {
            int id = info.IndexOf("ident=0x", StringComparison.Ordinal);
            frame.FragmentOffset = Scan.Size(offset6);
            frame.FragmentIdentification = id < 0 ? null : (uint?)Scan.Hex(info[(id + 8)..]);
            frame.MoreFragments = info.Contains("more=y", StringComparison.Ordinal) ? true : info.Contains("more=n", StringComparison.Ordinal) ? false : null;
            frame.Protocol = Scan.After(info, "nxt=") is long next and <= byte.MaxValue ? (IpProtocol)next : null;
            return true;
        }

        return false;
    }

    /// <summary>"UDP 17" or, in old versions, "UDP 0x11".</summary>
    private static IpProtocol? NumberedProtocol(ReadOnlySpan<char> text)
    {
        int end = text.IndexOfAny(',', ')');
        text = end < 0 ? text : text[..end];
        int space = text.LastIndexOf(' ');
        long? number = Scan.HexOrDecimal(text[(space + 1)..]);
        return number is >= 0 and <= byte.MaxValue ? (IpProtocol)number : ProtocolNames.Transport(space < 0 ? text : text[..space]);
    }

    /// <summary>"50420 → 4343", "https(443) → 50420", or "Source port: 51000  Destination port: 9029".</summary>
    private static bool ReadPorts(ReadOnlySpan<char> body, RawFrame frame)
    {
        if (Scan.Word(Scan.After(body, "Source port: ")) is ushort oldSource
            && Scan.Word(Scan.After(body, "Destination port: ")) is ushort oldDestination)
        {
            SetPorts(frame, oldSource, oldDestination);
            return true;
        }

        int arrow = body.IndexOf(LineCleaner.Arrow);
        if (arrow is < 1 or > 32)
        {
            return false;
        }

        ReadOnlySpan<char> before = body[..arrow].Trim(' ');
        ReadOnlySpan<char> after = body[(arrow + 1)..].TrimStart(' ');
        int end = after.IndexOfAny(' ', '[');
        ReadOnlySpan<char> target = end < 0 ? after : after[..end];
        if (before.Contains(' ') || (Port(before) is null && Port(target) is null))
        {
            return false;
        }

        // Digits glued to the next field ("4343Seq=0") still start with the port.
        SetPorts(frame, Port(before) ?? 0, Port(target) ?? Scan.Word(Scan.Leading(target)) ?? 0);
        return true;
    }

    private static ushort? Port(ReadOnlySpan<char> word) => Scan.Word(Scan.HexOrDecimal(word) ?? Scan.InParentheses(word));

    private static void SetPorts(RawFrame frame, ushort source, ushort destination)
    {
        frame.Source = frame.Source with { Port = source != 0 ? source : frame.Source.Port };
        frame.Destination = frame.Destination with { Port = destination != 0 ? destination : frame.Destination.Port };
    }

    private static bool ReadTransport(ReadOnlySpan<char> body, RawFrame frame, bool ports)
    {
        long? sequence = Scan.After(body, "Seq=");
        TcpFlags? flags = FindFlags(body);
        long? length = Scan.After(body, "Len=");
        if (flags is null && sequence is null)
        {
            if (frame.Protocol is IpProtocol.Udp or null && ports && length is not null)
            {
                frame.Protocol = IpProtocol.Udp;
                frame.UdpLength = Scan.Size(length);
                return true;
            }

            return false;
        }

        frame.Protocol ??= IpProtocol.Tcp;
        if (frame.Protocol == IpProtocol.Tcp)
        {
            frame.Flags = flags;
            frame.Sequence = sequence;
            frame.Acknowledgment = Scan.After(body, "Ack=");
            frame.Window = Scan.After(body, "Win=");
            frame.PayloadLength = Scan.Size(length);
            frame.MaximumSegmentSize = Scan.Size(Scan.After(body, "MSS="));
        }

        return true;
    }

    /// <summary>The control bits of the first brackets that hold nothing but their names.</summary>
    private static TcpFlags? FindFlags(ReadOnlySpan<char> body)
    {
        for (int i = 0; i < MaxNotes; i++)
        {
            int open = body.IndexOf('[');
            int length = open < 0 ? -1 : body[(open + 1)..].IndexOf(']');
            if (length < 0)
            {
                return null;
            }

            if (TcpFlagNames.Parse(body.Slice(open + 1, length)) is TcpFlags flags)
            {
                return flags;
            }

            body = body[(open + length + 2)..];
        }

        return null;
    }
}
