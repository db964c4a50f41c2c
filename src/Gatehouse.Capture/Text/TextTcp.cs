using Gatehouse.Wire.Tcp;

namespace Gatehouse.Capture.Text;

/// <summary>TCP fields of a printed packet. Sequence numbers are relative, as Wireshark prints them by default.</summary>
/// <param name="Flags">Control bits.</param>
/// <param name="Sequence">Relative sequence number; null when not printed.</param>
/// <param name="Acknowledgment">Relative acknowledgment number; null when not printed.</param>
/// <param name="Window">Window as printed (scaled); null when not printed.</param>
/// <param name="PayloadLength">Octets of payload; null when not printed.</param>
/// <param name="MaximumSegmentSize">MSS option; null when not printed.</param>
public sealed record TextTcp(
    TcpFlags Flags,
    long? Sequence,
    long? Acknowledgment,
    long? Window,
    int? PayloadLength,
    int? MaximumSegmentSize);
