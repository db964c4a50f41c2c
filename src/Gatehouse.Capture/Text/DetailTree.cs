using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Reads packet detail trees line by line. The headings of the layers say where a field belongs, so that indentation may be
/// anything or lost. A tree goes on until the next frame heading or list line; foreign lines inside it are passed over.
/// </summary>
internal sealed class DetailTree
{
    private const int Ipv6FragmentHeader = 8;

    private readonly TlsTree _tls;
    private readonly Action<RawFrame> _done;
    private RawFrame? _frame;
    private DetailLayer _layer;
    private string? _icmpType;
    private string? _icmpCode;
    private int? _ipPayload;
    private int? _headerLength;
    private bool _hasHeading;

    /// <summary>Makes a reader.</summary>
    /// <param name="limits">Counts the TLS messages kept.</param>
    /// <param name="done">Takes each frame when its tree ends.</param>
    public DetailTree(TextLimits limits, Action<RawFrame> done)
    {
        _tls = new TlsTree(limits);
        _done = done;
    }

    /// <summary>Names seen with their address, "server.example (10.0.2.105)".</summary>
    public Dictionary<string, IpAddress> Names { get; } = [];

    /// <summary>Reads a cleaned line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="number">Its 1-based number.</param>
    /// <param name="listed">The list line right above, for a tree without a frame heading.</param>
    /// <returns>Whether the line was understood.</returns>
    public bool Read(ReadOnlySpan<char> line, int number, RawFrame? listed)
    {
        if (IsFrameHeading(line, out long frameNumber))
        {
            Finish();
            _hasHeading = true;
            _frame = new RawFrame { Number = frameNumber, Line = number, FromDetail = true, Under = listed, Info = line.ToString() };
            _frame.Length = WireLength(line);
            _layer = DetailLayer.Frame;
            return true;
        }

        DetailLayer layer = Layer(line);
        if (!_hasHeading && layer is DetailLayer.Ip && _layer is DetailLayer.Tcp or DetailLayer.Udp or DetailLayer.Tls)
        {
            Finish();
        }

        if (_frame is null)
        {
            if (layer is DetailLayer.None || (layer is DetailLayer.Tls && listed is null && !TlsTree.IsRecord(line)))
            {
                return false;
            }

            _hasHeading = false;
            _frame = new RawFrame { Number = listed?.Number, Line = number, FromDetail = true, Under = listed, Info = line.ToString() };
        }

        if (layer is not DetailLayer.None)
        {
            Enter(layer, line);
            return true;
        }

        return _layer switch
        {
            DetailLayer.Frame => ReadFrame(line),
            DetailLayer.Ip => ReadIp(line),
            DetailLayer.Tcp => ReadTcp(line),
            DetailLayer.Udp => ReadUdp(line),
            DetailLayer.Icmp => ReadIcmp(line),
            DetailLayer.Tls => _tls.Read(line),
            _ => false,
        };
    }

    /// <summary>Ends the tree being read, if there is one.</summary>
    public void Finish()
    {
        if (_frame is RawFrame frame)
        {
            frame.Tls = _tls.Finish();
            bool isFragment = frame.FragmentOffset > 0 || frame.MoreFragments == true;
            frame.FragmentPayload = isFragment ? _ipPayload : null;
            frame.FragmentOffset = isFragment ? frame.FragmentOffset ?? 0 : null;
            frame.MoreFragments = isFragment ? frame.MoreFragments : null;
            frame.FragmentIdentification = isFragment ? frame.FragmentIdentification : null;
            if (_icmpType is not null)
            {
                frame.Info = _icmpCode is null ? _icmpType : $"{_icmpType} ({_icmpCode})";
            }

            // An acknowledgment number is printed only when the control bit is set.
            frame.Flags ??= frame.Acknowledgment is not null ? Wire.Tcp.TcpFlags.Ack : null;
            if (_hasHeading || frame.Tls.Count > 0 || frame.Protocol is not null || frame.Source.Address is not null)
            {
                _done(frame);
            }
        }

        _frame = null;
        _layer = DetailLayer.None;
        _icmpType = _icmpCode = null;
        _ipPayload = _headerLength = null;
    }

    /// <summary>"Frame 4: 401 bytes on wire", "Frame 4: Packet, 401 bytes on wire", "Frame 4 (401 bytes on wire".</summary>
    private static int? WireLength(ReadOnlySpan<char> line)
    {
        line = line[..line.IndexOf(" bytes", StringComparison.Ordinal)];
        return Scan.Size(Scan.Leading(line[(line.LastIndexOfAny(" (:") + 1)..]));
    }

    private static bool IsFrameHeading(ReadOnlySpan<char> line, out long number)
    {
        number = 0;
        if (!line.StartsWith("Frame ", StringComparison.Ordinal) || !line.Contains(" bytes", StringComparison.Ordinal))
        {
            return false;
        }

        ReadOnlySpan<char> rest = line[6..];
        int end = rest.IndexOfAnyExceptInRange('0', '9');
        return end > 0 && rest[end..].TrimStart(' ') is [':' or '(', ..] && Scan.TryNumber(rest[..end], out number);
    }

    /// <summary>The layer a heading opens. Prose about a protocol is told apart by the addresses or ports a heading prints.</summary>
    private static DetailLayer Layer(ReadOnlySpan<char> line) => line.Length < 20 ? DetailLayer.None : line[0] switch
    {
        'I' when Opens(line, "Internet Protocol", "Src: ") => DetailLayer.Ip,
        'I' when line is "Internet Control Message Protocol" or "Internet Control Message Protocol v6" => DetailLayer.Icmp,
        'T' when Opens(line, "Transmission Control Protocol", "Src Port: ") => DetailLayer.Tcp,
        'U' when Opens(line, "User Datagram Protocol", "Src Port: ") => DetailLayer.Udp,
        _ when line is "Transport Layer Security" or "Secure Sockets Layer" or "Datagram Transport Layer Security" => DetailLayer.Tls,
        _ when TlsTree.IsRecord(line) => DetailLayer.Tls,
        _ => DetailLayer.None,
    };

    private static bool Opens(ReadOnlySpan<char> line, ReadOnlySpan<char> name, ReadOnlySpan<char> field) =>
        line.StartsWith(name, StringComparison.Ordinal) && line.Contains(field, StringComparison.Ordinal);

    private void Enter(DetailLayer layer, ReadOnlySpan<char> line)
    {
        // Inside an ICMP message stands the start of the packet that caused it; its fields are not this frame's.
        if (_layer is DetailLayer.Icmp)
        {
            return;
        }

        RawFrame frame = _frame!;
        _layer = layer;
        switch (layer)
        {
            case DetailLayer.Ip:
                frame.FragmentOffset = null;
                frame.MoreFragments = null;
                frame.Source = End(line, "Src: ") ?? frame.Source;
                frame.Destination = End(line, "Dst: ") ?? frame.Destination;
                break;
            case DetailLayer.Tcp:
                frame.Protocol = IpProtocol.Tcp;
                ReadPorts(line);
                frame.Sequence = Scan.After(line, "Seq: ") ?? frame.Sequence;
                frame.Acknowledgment = Scan.After(line, "Ack: ") ?? frame.Acknowledgment;
                frame.PayloadLength = Scan.Size(Scan.After(line, "Len: ")) ?? frame.PayloadLength;
                break;
            case DetailLayer.Udp:
                frame.Protocol = IpProtocol.Udp;
                ReadPorts(line);
                break;
            case DetailLayer.Icmp:
                frame.Protocol = line.EndsWith("v6", StringComparison.Ordinal) ? IpProtocol.IcmpV6 : IpProtocol.Icmp;
                break;
            case DetailLayer.Tls:
                _tls.Read(line);
                break;
        }
    }

    /// <summary>"Src: 10.0.3.50", "Src: client.example (10.0.3.50)".</summary>
    private RawEnd? End(ReadOnlySpan<char> line, ReadOnlySpan<char> key)
    {
        int at = line.IndexOf(key, StringComparison.Ordinal);
        if (at < 0)
        {
            return null;
        }

        ReadOnlySpan<char> value = line[(at + key.Length)..];
        int end = value.IndexOf(',');
        return End(end < 0 ? value : value[..end]);
    }

    private RawEnd? End(ReadOnlySpan<char> value)
    {
        value = value.Trim(' ');
        if (Scan.TryAddress(value, out IpAddress address))
        {
            return new RawEnd(address);
        }

        int open = value.IndexOf('(');
        if (open > 0 && value[^1] == ')' && Scan.TryAddress(value[(open + 1)..^1], out address))
        {
            string name = value[..open].TrimEnd(' ').ToString();
            if (Names.Count < TextLimits.MaxNames)
            {
                Names.TryAdd(name, address);
            }

            return new RawEnd(address, name);
        }

        return value.Length is > 0 and <= 64 ? new RawEnd(null, value.ToString()) : null;
    }

    /// <summary>"Src Port: 50420, Dst Port: https (443)".</summary>
    private void ReadPorts(ReadOnlySpan<char> line)
    {
        SetSourcePort(Value(line, "Src Port: "));
        SetDestinationPort(Value(line, "Dst Port: "));

        static ReadOnlySpan<char> Value(ReadOnlySpan<char> line, ReadOnlySpan<char> key)
        {
            int at = line.IndexOf(key, StringComparison.Ordinal);
            ReadOnlySpan<char> value = at < 0 ? default : line[(at + key.Length)..];
            int end = value.IndexOf(',');
            return end < 0 ? value : value[..end];
        }
    }

    private void SetSourcePort(ReadOnlySpan<char> value) =>
        _frame!.Source = _frame.Source with { Port = Port(value) ?? _frame.Source.Port };

    private void SetDestinationPort(ReadOnlySpan<char> value) =>
        _frame!.Destination = _frame.Destination with { Port = Port(value) ?? _frame.Destination.Port };

    private static ushort? Port(ReadOnlySpan<char> value) => Scan.Word(Scan.InParentheses(value) ?? Scan.Leading(value));

    private bool ReadFrame(ReadOnlySpan<char> line)
    {
        DetailField field = new(line);
        RawFrame frame = _frame!;
        switch (field.Label)
        {
            case "Arrival Time" or "UTC Arrival Time":
                PrintedTime printed = TimeWords.ReadDateTime(field.Value);
                frame.Time = frame.Time.Or(printed);
                return true;
            case "Epoch Time" or "Epoch Arrival Time":
                if (TimeWords.TrySeconds(FirstWord(field.Value), out long seconds, out long nanoseconds))
                {
                    frame.Time = frame.Time with { Utc = Timestamp.FromUnix(seconds, nanoseconds).Nanoseconds };
                }

                return true;
            case "Time since reference or first frame":
                if (TimeWords.TryDuration(field.Value, out double relative))
                {
                    frame.Time = frame.Time with { Relative = relative };
                }

                return true;
            case "Frame Number":
                frame.Number = Scan.Leading(field.Value) ?? frame.Number;
                return true;
            case "Frame Length":
                frame.Length = Scan.Size(Scan.Leading(field.Value)) ?? frame.Length;
                return true;
            default:
                return false;
        }
    }

    private bool ReadIp(ReadOnlySpan<char> line)
    {
        DetailField field = new(line);
        RawFrame frame = _frame!;
        switch (field.Label)
        {
            case "Total Length":
                _ipPayload = Scan.Size(Scan.Leading(field.Value) - (_headerLength ?? 20));
                return true;
            case "Header Length" or "Header length":
                _headerLength = Scan.Size(Scan.Leading(field.Value));
                return true;
            case "Identification":
                frame.FragmentIdentification = (uint?)Scan.HexOrDecimal(FirstWord(field.Value)) ?? frame.FragmentIdentification;
                return true;
            case "Fragment offset" or "Fragment Offset":
                // The bits count units of eight octets; the number beside them does so only in some versions.
                frame.FragmentOffset = field.Bits is long units ? (int)(units * 8) : Scan.Size(Scan.Leading(field.Value));
                return true;
            case "Offset":
                // IPv6: the fragment header is part of the payload.
                frame.FragmentOffset = Scan.Size(field.Bits * 8 ?? Scan.Leading(field.Value));
                _ipPayload -= Ipv6FragmentHeader;
                return true;
            case "More fragments" or "More Fragments" or "More Fragment":
                frame.MoreFragments = field.Value.StartsWith("Set", StringComparison.Ordinal)
                    || field.Value.StartsWith("Yes", StringComparison.Ordinal);
                return true;
            case "Flags" when field.Value.Contains("More fragments", StringComparison.OrdinalIgnoreCase):
                frame.MoreFragments = true;
                return true;
            case "Source" or "Source Address":
                frame.Source = (End(field.Value) ?? new RawEnd()).Or(frame.Source);
                return true;
            case "Destination" or "Destination Address":
                frame.Destination = (End(field.Value) ?? new RawEnd()).Or(frame.Destination);
                return true;
            case "Protocol" or "Next Header" or "Next header":
                frame.Protocol = Scan.InParentheses(field.Value) is >= 0 and <= 255 and long protocol and not 44
                    ? (IpProtocol)protocol : frame.Protocol;
                return true;
            case "Payload Length" or "Payload length":
                _ipPayload = Scan.Size(Scan.Leading(field.Value));
                return true;
            default:
                return false;
        }
    }

    private bool ReadTcp(ReadOnlySpan<char> line)
    {
        DetailField field = new(line);
        RawFrame frame = _frame!;
        switch (field.Label)
        {
            case "Source Port" or "Source port":
                SetSourcePort(field.Value);
                return true;
            case "Destination Port" or "Destination port":
                SetDestinationPort(field.Value);
                return true;
            case "TCP Segment Len":
                frame.PayloadLength = Scan.Size(Scan.Leading(field.Value)) ?? frame.PayloadLength;
                return true;
            case "Sequence Number" or "Sequence number":
                frame.Sequence ??= Scan.Leading(field.Value);
                return true;
            case "Acknowledgment Number" or "Acknowledgment number" or "Acknowledgement number":
                // Printed as 0 even where the control bit is not set.
                frame.Acknowledgment ??= Scan.Leading(field.Value) is long acknowledged and > 0 ? acknowledged : null;
                return true;
            case "Flags":
                int open = field.Value.IndexOf('(');
                int close = field.Value.LastIndexOf(')');
                frame.Flags = (open >= 0 && close > open ? TcpFlagNames.Parse(field.Value[(open + 1)..close]) : null)
                    ?? (Scan.HexOrDecimal(FirstWord(field.Value)) is long bits ? (Wire.Tcp.TcpFlags)(bits & 0xFF) : frame.Flags);
                return true;
            case "Window" or "Window size value":
                frame.Window ??= Scan.Leading(field.Value);
                return true;
            case "Calculated window size":
                frame.Window = Scan.Leading(field.Value) ?? frame.Window;
                return true;
            case "MSS Value" or "TCP Option - Maximum segment size" or "Maximum segment size":
                frame.MaximumSegmentSize = Scan.Size(Scan.Leading(field.Value)) ?? frame.MaximumSegmentSize;
                return true;
            default:
                return false;
        }
    }

    private bool ReadUdp(ReadOnlySpan<char> line)
    {
        DetailField field = new(line);
        switch (field.Label)
        {
            case "Source Port" or "Source port":
                SetSourcePort(field.Value);
                return true;
            case "Destination Port" or "Destination port":
                SetDestinationPort(field.Value);
                return true;
            case "Length":
                _frame!.UdpLength ??= Scan.Size(Scan.Leading(field.Value) - 8);
                return true;
            default:
                return false;
        }
    }

    private bool ReadIcmp(ReadOnlySpan<char> line)
    {
        DetailField field = new(line);
        if (field.Label is not ("Type" or "Code"))
        {
            return false;
        }

        int open = field.Value.IndexOf('(');
        int close = field.Value.LastIndexOf(')');
        string name = open >= 0 && close > open ? field.Value[(open + 1)..close].ToString() : field.Value.ToString();
        if (field.Label is "Type")
        {
            _icmpType ??= name;
        }
        else
        {
            _icmpCode ??= name;
        }

        return true;
    }

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> value)
    {
        int space = value.IndexOf(' ');
        return space < 0 ? value : value[..space];
    }
}
