using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Reads packet detail trees line by line. The headings of the layers say where a field belongs, so that indentation may be
/// anything or lost. A tree goes on until the next frame heading or list line; foreign lines inside it are passed over.
/// </summary>
internal sealed class DetailTree
{
    private const string RadiusHeading = "RADIUS Protocol";

    private readonly TlsTree _tls;
    private readonly LayerFields _fields = new();
    private readonly DnsTree _dns = new();
    private readonly TextLimits _limits;
    private readonly Action<RawFrame> _done;
    private RawFrame? _frame;
    private DetailLayer _layer;
    private string? _icmpType;
    private string? _icmpCode;
    private bool _hasHeading;

    /// <summary>Makes a reader.</summary>
    /// <param name="limits">Counts what is left out.</param>
    /// <param name="done">Takes each frame when its tree ends.</param>
    public DetailTree(TextLimits limits, Action<RawFrame> done)
    {
        _limits = limits;
        _tls = new TlsTree(limits);
        _done = done;
    }

    /// <summary>Names seen with their address, "server.example (10.0.2.105)".</summary>
    public Dictionary<string, IpAddress> Names => _fields.Names;

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
            DetailLayer.Frame => LayerFields.ReadFrame(new DetailField(line), _frame),
            DetailLayer.Ip => _fields.ReadIp(new DetailField(line), _frame),
            DetailLayer.Tcp => LayerFields.ReadTcp(new DetailField(line), _frame),
            DetailLayer.Udp => LayerFields.ReadUdp(new DetailField(line), _frame),
            DetailLayer.Icmp => ReadIcmp(line),
            DetailLayer.Tls => _tls.Read(line),
            DetailLayer.Http => ReadHttp(line),
            DetailLayer.Dns => _dns.Read(line),
            _ => false,
        };
    }

    /// <summary>Ends the tree being read, if there is one.</summary>
    public void Finish()
    {
        if (_frame is RawFrame frame)
        {
            frame.Tls = _tls.Finish();
            FinishDns(frame);
            bool isFragment = frame.FragmentOffset > 0 || frame.MoreFragments == true;
            frame.FragmentPayload = isFragment ? frame.IpPayload : null;
            frame.FragmentOffset = isFragment ? frame.FragmentOffset ?? 0 : null;
            frame.MoreFragments = isFragment ? frame.MoreFragments : null;
            frame.FragmentIdentification = isFragment ? frame.FragmentIdentification : null;
            if (_icmpType is not null)
            {
                frame.Info = _icmpCode is null ? _icmpType : $"{_icmpType} ({_icmpCode})";
            }

            // An acknowledgment number is printed only when the control bit is set.
            frame.Flags ??= frame.Acknowledgment is not null ? Wire.Tcp.TcpFlags.Ack : null;
            if (_hasHeading || frame.Tls.Count > 0 || frame.Protocol is not null || frame.Source.Address is not null
                || (frame.Dns is not null && frame.Under is not null))
            {
                _done(frame);
            }
            else if (frame.Dns is not null)
            {
                _limits.Unread(frame.Line);
            }
        }

        _frame = null;
        _layer = DetailLayer.None;
        _icmpType = _icmpCode = null;
    }

    private void FinishDns(RawFrame frame)
    {
        if (_layer is DetailLayer.Dns)
        {
            frame.Dns = _dns.Finish();
        }
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
    private static DetailLayer Layer(ReadOnlySpan<char> line) => line is RadiusHeading ? DetailLayer.Radius : line.Length < 20 ? DetailLayer.None : line[0] switch
    {
        'I' when Opens(line, "Internet Protocol", "Src: ") => DetailLayer.Ip,
        'I' when line is "Internet Control Message Protocol" or "Internet Control Message Protocol v6" => DetailLayer.Icmp,
        'D' when DnsTree.IsHeading(line) => DetailLayer.Dns,
        'H' when line is "Hypertext Transfer Protocol" => DetailLayer.Http,
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
        RawFrame frame = _frame!;
        if (_layer is DetailLayer.Icmp)
        {
            Quote(layer, line, frame);
            return;
        }

        _layer = layer;
        switch (layer)
        {
            case DetailLayer.Ip:
                frame.FragmentOffset = null;
                frame.MoreFragments = null;
                _fields.ReadEnds(line, frame);
                break;
            case DetailLayer.Tcp:
                frame.Protocol = IpProtocol.Tcp;
                LayerFields.ReadPorts(line, frame);
                frame.Sequence = Scan.After(line, "Seq: ") ?? frame.Sequence;
                frame.Acknowledgment = Scan.After(line, "Ack: ") ?? frame.Acknowledgment;
                frame.PayloadLength = Scan.Size(Scan.After(line, "Len: ")) ?? frame.PayloadLength;
                break;
            case DetailLayer.Udp:
                frame.Protocol = IpProtocol.Udp;
                LayerFields.ReadPorts(line, frame);
                break;
            case DetailLayer.Icmp:
                frame.Protocol = line.EndsWith("v6", StringComparison.Ordinal) ? IpProtocol.IcmpV6 : IpProtocol.Icmp;
                break;
            case DetailLayer.Tls:
                _tls.Read(line);
                break;
            case DetailLayer.Dns:
                _dns.Open(line);
                break;
            case DetailLayer.Radius:
                frame.ProtocolColumn = ProtocolNames.Radius;
                break;
            case DetailLayer.Http:
                break;
        }
    }

    private void Quote(DetailLayer layer, ReadOnlySpan<char> line, RawFrame frame)
    {
        RawFrame quoted = frame.Quoted ??= new RawFrame { Line = frame.Line };
        switch (layer)
        {
            case DetailLayer.Ip:
                _fields.ReadEnds(line, quoted);
                break;
            case DetailLayer.Tcp or DetailLayer.Udp:
                quoted.Protocol = layer is DetailLayer.Tcp ? IpProtocol.Tcp : IpProtocol.Udp;
                LayerFields.ReadPorts(line, quoted);
                break;
            default:
                break;
        }
    }

    /// <summary>Destination unreachable, time exceeded, parameter problem, and ICMPv6 packet too big (RFC 792, RFC 4443).</summary>
    private static bool IsError(byte type, RawFrame frame) => frame.Protocol == IpProtocol.IcmpV6 ? type is >= 1 and <= 4 : type is 3 or 11 or 12;

    private bool ReadHttp(ReadOnlySpan<char> line)
    {
        if (_frame!.Http is not null || HttpLine.Parse(line) is not { } http)
        {
            return false;
        }

        _frame.Http = http;
        return true;
    }

    private bool ReadIcmp(ReadOnlySpan<char> line)
    {
        DetailField field = new(line);
        RawFrame frame = _frame!;
        switch (field.Label)
        {
            case "Type" when frame.Icmp is null:
                frame.Icmp = Scan.Leading(field.Value) is >= 0 and <= byte.MaxValue and long type && IsError((byte)type, frame)
                    ? ((byte)type, 0) : null;
                break;
            case "Code" when _icmpCode is null && frame.Icmp is (byte known, _):
                frame.Icmp = (known, Scan.Leading(field.Value) is >= 0 and <= byte.MaxValue and long code ? (byte)code : (byte)0);
                break;
            case "Identification" when frame.Quoted is { } quoted:
                quoted.FragmentIdentification ??= Scan.HexOrDecimal(field.Value[..Math.Max(0, field.Value.IndexOf(' '))]) is long id ? (uint)id : null;
                return true;
            case "MTU of next hop" or "MTU":
                frame.NextHopMtu ??= Scan.Size(Scan.Leading(field.Value));
                return true;
            case "Code" or "Type":
                break;
            default:
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
}
