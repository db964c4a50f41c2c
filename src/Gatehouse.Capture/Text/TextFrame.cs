using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>
/// What a printed packet (a packet list line, a packet detail tree, or both of the same frame joined) tells of one frame.
/// Everything not printed is null.
/// </summary>
public sealed record TextFrame
{
    /// <summary>Frame number as printed; when the text has none, its order of appearance.</summary>
    public required long Number { get; init; }

    /// <summary>1-based line of the text where it was first met.</summary>
    public required int Line { get; init; }

    /// <summary>
    /// 0-based group: frames of one capture as far as the text shows. A frame number or time that falls back starts a new group.
    /// </summary>
    public int Group { get; init; }

    /// <summary>Time, UTC, as far as it can be recovered (printed date, or date and zone found from a TLS random); else not known.</summary>
    public Timestamp Time { get; init; } = Timestamp.None;

    /// <summary>Seconds since the start of that capture, when printed.</summary>
    public double? Relative { get; init; }

    /// <summary>
    /// Source. The address is unspecified when only a resolved name was printed that the text explains nowhere. The port is 0
    /// when it is not printed (packet lists print none beside TLS messages) and the two addresses do not have exactly one TCP
    /// conversation in the group, whose ports it then has.
    /// </summary>
    public IpEndpoint Source { get; init; }

    /// <summary>Destination, under the same rules as <see cref="Source"/>.</summary>
    public IpEndpoint Destination { get; init; }

    /// <summary>Transport, when it can be told.</summary>
    public IpProtocol? Protocol { get; init; }

    /// <summary>Octets on the wire, when printed.</summary>
    public int? Length { get; init; }

    /// <summary>TCP fields, when it is a TCP segment.</summary>
    public TextTcp? Tcp { get; init; }

    /// <summary>Octets of UDP payload, when printed.</summary>
    public int? UdpLength { get; init; }

    /// <summary>Fragment fields, when it is printed as a fragment.</summary>
    public TextFragment? Fragment { get; init; }

    /// <summary>The ICMP or ICMPv6 error, when it is one.</summary>
    public TextIcmp? Icmp { get; init; }

    /// <summary>The HTTP/1 message, when its start line is printed.</summary>
    public TextHttp? Http { get; init; }

    /// <summary>The DNS message, when it is one.</summary>
    public TextDns? Dns { get; init; }

    /// <summary>TLS messages in order.</summary>
    public IReadOnlyList<TextTlsMessage> Tls { get; init; } = [];

    /// <summary>The info column or the summary line, as printed.</summary>
    public string Info { get; init; } = string.Empty;
}
