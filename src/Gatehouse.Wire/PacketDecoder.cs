using Gatehouse.Wire.Link;

namespace Gatehouse.Wire;

/// <summary>Decodes a frame from its link header down to the IP payload.</summary>
public static class PacketDecoder
{
    /// <summary>Decodes one frame.</summary>
    public static DecodeOutcome Decode(LinkType link, ReadOnlySpan<byte> frame, int originalLength, out Packet packet)
    {
        _ = link;
        _ = frame.Length;
        _ = originalLength;
        packet = default;
        return DecodeOutcome.UnsupportedLink;
    }
}
