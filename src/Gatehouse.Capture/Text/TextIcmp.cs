using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>An ICMP or ICMPv6 error of a printed packet.</summary>
/// <param name="Type">Type.</param>
/// <param name="Code">Code.</param>
/// <param name="QuotedProtocol">Transport of the packet it quotes; null when not printed.</param>
/// <param name="QuotedSource">Sender of the packet it quotes; address unspecified and port 0 when not printed.</param>
/// <param name="QuotedDestination">Receiver of the packet it quotes, under the same rule.</param>
/// <param name="QuotedIdentification">IP identification of the packet it quotes; null when not printed.</param>
/// <param name="NextHopMtu">MTU of the next hop in octets; null when not printed.</param>
public sealed record TextIcmp(
    byte Type,
    byte Code,
    IpProtocol? QuotedProtocol,
    IpEndpoint QuotedSource,
    IpEndpoint QuotedDestination,
    uint? QuotedIdentification,
    int? NextHopMtu);
