using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>Reads the fields below the frame, IP, TCP and UDP headings of a packet detail tree.</summary>
internal sealed class LayerFields
{
    private const int Ipv6FragmentHeader = 8;
    private const int MinIpv4Header = 20;

    /// <summary>Names seen with their address, "server.example (10.0.2.105)".</summary>
    public Dictionary<string, IpAddress> Names { get; } = [];

    /// <summary>Reads the addresses of an IP heading, "Src: 10.0.3.50, Dst: 10.0.2.105".</summary>
    public void ReadEnds(ReadOnlySpan<char> line, RawFrame frame)
    {
        frame.Source = End(line, "Src: ") ?? frame.Source;
        frame.Destination = End(line, "Dst: ") ?? frame.Destination;
    }

    /// <summary>Reads a field below the frame heading; returns whether it was understood.</summary>
    public static bool ReadFrame(DetailField field, RawFrame frame)
    {
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

    /// <summary>Reads a field below the IP heading; returns whether it was understood.</summary>
    public bool ReadIp(DetailField field, RawFrame frame)
    {
        switch (field.Label)
        {
            case "Total Length":
                frame.IpPayload = Scan.Size(Scan.Leading(field.Value) - (frame.IpHeaderLength ?? MinIpv4Header));
                return true;
            case "Header Length" or "Header length":
                frame.IpHeaderLength = Scan.Size(Scan.Leading(field.Value));
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
                frame.IpPayload -= Ipv6FragmentHeader;
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
                frame.IpPayload = Scan.Size(Scan.Leading(field.Value));
                return true;
            default:
                return false;
        }
    }

    /// <summary>Reads a field below the TCP heading; returns whether it was understood.</summary>
    public static bool ReadTcp(DetailField field, RawFrame frame)
    {
        switch (field.Label)
        {
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
                    ?? (Scan.HexOrDecimal(FirstWord(field.Value)) is long bits ? (TcpFlags)(bits & 0xFF) : frame.Flags);
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
                return ReadPort(field, frame);
        }
    }

    /// <summary>Reads a field below the UDP heading; returns whether it was understood.</summary>
    public static bool ReadUdp(DetailField field, RawFrame frame)
    {
        switch (field.Label)
        {
            case "Length":
                frame.UdpLength ??= Scan.Size(Scan.Leading(field.Value) - 8);
                return true;
            default:
                return ReadPort(field, frame);
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

    /// <summary>An address, or a resolved name with its address behind it; the pair is remembered.</summary>
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
    public static void ReadPorts(ReadOnlySpan<char> line, RawFrame frame)
    {
        SetSourcePort(Value(line, "Src Port: "), frame);
        SetDestinationPort(Value(line, "Dst Port: "), frame);

        static ReadOnlySpan<char> Value(ReadOnlySpan<char> line, ReadOnlySpan<char> key)
        {
            int at = line.IndexOf(key, StringComparison.Ordinal);
            ReadOnlySpan<char> value = at < 0 ? default : line[(at + key.Length)..];
            int end = value.IndexOf(',');
            return end < 0 ? value : value[..end];
        }
    }

    private static bool ReadPort(DetailField field, RawFrame frame)
    {
        switch (field.Label)
        {
            case "Source Port" or "Source port":
                SetSourcePort(field.Value, frame);
                return true;
            case "Destination Port" or "Destination port":
                SetDestinationPort(field.Value, frame);
                return true;
            default:
                return false;
        }
    }

    private static void SetSourcePort(ReadOnlySpan<char> value, RawFrame frame) =>
        frame.Source = frame.Source with { Port = Port(value) ?? frame.Source.Port };

    private static void SetDestinationPort(ReadOnlySpan<char> value, RawFrame frame) =>
        frame.Destination = frame.Destination with { Port = Port(value) ?? frame.Destination.Port };

    private static ushort? Port(ReadOnlySpan<char> value) => Scan.Word(Scan.InParentheses(value) ?? Scan.Leading(value));

    private static ReadOnlySpan<char> FirstWord(ReadOnlySpan<char> value)
    {
        int space = value.IndexOf(' ');
        return space < 0 ? value : value[..space];
    }
}
