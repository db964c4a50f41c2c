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

    /// <summary>Starts a pcapng capture with its first section header.</summary>
    /// <param name="bigEndian">Byte order of the first section.</param>
    public static PcapngFileBuilder Pcapng(bool bigEndian = false) => new PcapngFileBuilder().Section(bigEndian);
}
