using System.Globalization;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Capture.Tests;

public sealed class TsharkComparisonTests
{
    // tshark does not read the two dialects that libpcap only reserves a number for.
    [Theory]
    [InlineData(PcapVariant.Microseconds, false)]
    [InlineData(PcapVariant.Microseconds, true)]
    [InlineData(PcapVariant.Nanoseconds, false)]
    [InlineData(PcapVariant.Nanoseconds, true)]
    [InlineData(PcapVariant.Modified, false)]
    [InlineData(PcapVariant.Modified, true)]
    [InlineData(PcapVariant.IxiaHardware, false)]
    [InlineData(PcapVariant.IxiaHardware, true)]
    [InlineData(PcapVariant.IxiaSoftware, false)]
    [InlineData(PcapVariant.IxiaSoftware, true)]
    public void Reads_pcap_as_tshark_does(PcapVariant variant, bool bigEndian)
    {
        PcapFileBuilder builder = CaptureBuilder.Pcap(variant, bigEndian);
        for (int i = 0; i < 50; i++)
        {
            builder.Frame(Captured.Time + (i * 1_000_003L), Captured.Payload(1 + (29 * i), i), i % 3 == 0 ? 3000u : null);
        }

        AssertSame(builder.ToArray());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_pcapng_as_tshark_does(bool bigEndian)
    {
        PcapngFileBuilder builder = CaptureBuilder.Pcapng(bigEndian)
            .Interface(1, 0, PcapngOption.Text(2, "a"))
            .Interface(1, 96, PcapngOption.Of(9, 9))
            .Interface(1, 0, PcapngOption.Of(9, 0x80 | 20), PcapngOption.Number(14, 1_000_000))
            .Interface(1, 0, PcapngOption.Of(9, 3));
        for (int i = 0; i < 40; i++)
        {
            byte[] data = Captured.Payload(1 + i, i);
            builder.Enhanced(0, (ulong)(Captured.Time / 1000) + (ulong)i, data, 2000)
                .Enhanced(1, (ulong)Captured.Time + (ulong)i, data, options: PcapngOption.Of(2, 1, 0, 0, 0))
                .Simple(data)
                .Block(0x0BAD, [0, 0, 0, 1, 1, 2, 3, 4])
                .Enhanced(2, ((ulong)1_500_000_000 << 20) + (ulong)i, data)
                .Enhanced(3, 1_500_000_000_123, data)
                .Obsolete(1, 0, (ulong)Captured.Time, data)
                .Block(4, [0, 0, 0, 0])
                .Statistics(0, 0, PcapngOption.Number(5, 1));
        }

        AssertSame(builder.Section(!bigEndian).Interface(1).Simple([1, 2]).Enhanced(0, 5, [1]).ToArray());
    }

    private static void AssertSame(byte[] file)
    {
        if (!Tshark.IsAvailable)
        {
            Assert.Skip("tshark is not installed");
        }

        // tshark lists custom blocks too, without a captured time of a frame; only frames are compared, by their number.
        Dictionary<long, string> expected = Tshark
            .Fields(file, "frame.number", "frame.time_epoch", "frame.len", "frame.cap_len")
            .ToDictionary(row => long.Parse(row[0], CultureInfo.InvariantCulture), row => string.Join(' ', row[1..]));

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.NotEmpty(frames);
        Assert.Equal(
            frames.Select(frame => $"{frame.Number}: {expected[frame.Number]}"),
            frames.Select(frame => $"{frame.Number}: {Seconds(frame.Time)} {frame.OriginalLength} {frame.Octets.Length / 2}"));
        Assert.Equal(expected.Count, frames.Count + reader.Problems.CountOf(CaptureProblemKind.CustomBlock));
    }

    private static string Seconds(Timestamp time) => time.IsKnown
        ? FormattableString.Invariant($"{time.Nanoseconds / Timestamp.PerSecond}.{time.Nanoseconds % Timestamp.PerSecond:d9}")
        : string.Empty;
}
