namespace Gatehouse.Tests.Common.Captures;

/// <summary>Makes capture files in memory, so that tests need none on disk.</summary>
public static class CaptureBuilder
{
    /// <summary>Starts a classic capture.</summary>
    /// <param name="variant">The dialect.</param>
    /// <param name="bigEndian">Byte order of all numbers.</param>
    /// <param name="link">Link type word; 1 is Ethernet. The upper 16 bits may hold flags.</param>
    public static PcapFileBuilder Pcap(PcapVariant variant = PcapVariant.Microseconds, bool bigEndian = false, uint link = 1) =>
        new(variant, bigEndian, link);

    /// <summary>A classic capture of frames one millisecond apart.</summary>
    /// <param name="link">Link type; 1 is Ethernet, 101 IP without a link header.</param>
    /// <param name="frames">The frames in order.</param>
    /// <param name="snapLength">Frames are cut to this many octets; their original length stays.</param>
    public static byte[] PcapOf(uint link, IEnumerable<byte[]> frames, int snapLength = 262_144)
    {
        ArgumentNullException.ThrowIfNull(frames);
        PcapFileBuilder builder = new(PcapVariant.Microseconds, bigEndian: false, link, (uint)snapLength);
        long time = 1_700_000_000_000_000_000;
        foreach (byte[] frame in frames)
        {
            builder.Frame(time, frame.AsSpan(0, Math.Min(frame.Length, snapLength)), (uint)frame.Length);
            time += 1_000_000;
        }

        return builder.ToArray();
    }

    /// <summary>Starts a pcapng capture with its first section header.</summary>
    /// <param name="bigEndian">Byte order of the first section.</param>
    public static PcapngFileBuilder Pcapng(bool bigEndian = false) => new PcapngFileBuilder().Section(bigEndian);
}
