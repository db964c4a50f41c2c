using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;
using Gatehouse.Wire.Link;

namespace Gatehouse.Capture.Tests.Pcap;

public sealed class PcapReaderTests
{
    public static TheoryData<PcapVariant, bool> Variants
    {
        get
        {
            TheoryData<PcapVariant, bool> data = [];
            foreach (PcapVariant variant in Enum.GetValues<PcapVariant>())
            {
                data.Add(variant, false);
                data.Add(variant, true);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Reads_every_dialect_in_both_byte_orders(PcapVariant variant, bool bigEndian)
    {
        byte[] first = Captured.Payload(60, 1);
        byte[] second = Captured.Payload(1, 2);
        byte[] file = CaptureBuilder.Pcap(variant, bigEndian, 276)
            .Frame(Captured.Time, first, 1500)
            .Frame(Captured.Time + 1_000_000_000, second)
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        bool nanoseconds = variant is PcapVariant.Nanoseconds or PcapVariant.Navtel;
        long time = nanoseconds ? Captured.Time : Captured.Time / 1000 * 1000;
        Assert.Equal(
            [
                new ReadFrame(1, new Timestamp(time), 276, 0, 1500, Convert.ToHexString(first)),
                new ReadFrame(2, new Timestamp(time + 1_000_000_000), 276, 0, 1, Convert.ToHexString(second)),
            ],
            frames);
        Assert.Equal("pcap", reader.Kind);
        Assert.Equal(new CaptureInterface { Link = LinkType.LinuxSll2, SnapLength = 262_144 }, Assert.Single(reader.Interfaces));
        Assert.Empty(reader.Problems.All);
        Assert.Equal(file.Length, reader.Position);
    }

    [Fact]
    public void Takes_the_link_type_from_the_low_half_of_its_word()
    {
        (List<ReadFrame> frames, _) = Captured.Read(CaptureBuilder.Pcap(link: 0x2400_0001).Frame(0, [1]).ToArray());

        Assert.Equal(1, Assert.Single(frames).Link);
    }

    [Theory]
    [InlineData(2, 2, 1500, 60)]
    [InlineData(2, 3, 1500, 60)]
    [InlineData(2, 3, 60, 1500)]
    [InlineData(2, 4, 60, 1500)]
    [InlineData(543, 0, 1500, 60)]
    public void Knows_the_order_of_lengths_of_each_version(ushort major, ushort minor, uint firstLength, uint secondLength)
    {
        byte[] file = new PcapFileBuilder(PcapVariant.Microseconds, false, 1, major: major, minor: minor)
            .Record(1, 0, firstLength, secondLength, new byte[60])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        ReadFrame frame = Assert.Single(frames);
        Assert.Equal(1500, frame.OriginalLength);
        Assert.Equal(120, frame.Octets.Length);
        Assert.Empty(reader.Problems.All);
    }

    [Fact]
    public void Repairs_an_original_length_below_the_captured_one()
    {
        byte[] file = CaptureBuilder.Pcap().Frame(0, new byte[100], originalLength: 40).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(100, Assert.Single(frames).OriginalLength);
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.OddLength));
    }

    [Fact]
    public void Caps_an_original_length_that_no_frame_can_have()
    {
        byte[] file = CaptureBuilder.Pcap().Frame(0, [1], originalLength: uint.MaxValue).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(int.MaxValue, Assert.Single(frames).OriginalLength);
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.OddLength));
    }

    [Theory]
    [InlineData(PcapVariant.Microseconds, 1_000_000u, 2_000_000_000)]
    [InlineData(PcapVariant.Nanoseconds, 1_000_000_000u, 2_000_000_000)]
    [InlineData(PcapVariant.Nanoseconds, 1_000_000u, 1_001_000_000)]
    public void Carries_a_fraction_of_a_second_or_more_over(PcapVariant variant, uint fraction, long expected)
    {
        byte[] file = CaptureBuilder.Pcap(variant).Record(1, fraction, 1, 1, [0]).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(new Timestamp(expected), Assert.Single(frames).Time);
        Assert.Equal(expected == 2_000_000_000 ? 1 : 0, reader.Problems.CountOf(CaptureProblemKind.OddTime));
    }

    [Fact]
    public void Reads_times_after_2038_as_unsigned()
    {
        (List<ReadFrame> frames, _) = Captured.Read(CaptureBuilder.Pcap().Record(uint.MaxValue, 999_999, 1, 1, [0]).ToArray());

        Assert.Equal("2106-02-07T06:28:15.999999Z", Assert.Single(frames).Time.ToString());
    }

    [Theory]
    [InlineData(262_144u, 262_145u)]
    [InlineData(0u, (16 * 1024 * 1024) + 1u)]
    [InlineData(uint.MaxValue, 1_000_000_000u)]
    [InlineData(65_535u, uint.MaxValue)]
    public void Stops_at_a_length_no_frame_has_and_says_how_much_was_left(uint snapLength, uint captured)
    {
        byte[] file = new PcapFileBuilder(PcapVariant.Microseconds, false, 1, snapLength)
            .Frame(0, [1, 2, 3])
            .Record(1, 0, captured, captured, new byte[500])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Single(frames);
        CaptureProblem problem = Assert.Single(reader.Problems.All);
        Assert.Equal(CaptureProblemKind.Damaged, problem.Kind);
        Assert.Equal(24 + 16 + 3, problem.Offset);
        Assert.Contains("516 octets were not read", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Reads_a_frame_larger_than_the_snap_length()
    {
        byte[] file = new PcapFileBuilder(PcapVariant.Microseconds, false, 1, snapLength: 96).Frame(0, new byte[200_000]).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(400_000, Assert.Single(frames).Octets.Length);
        Assert.Empty(reader.Problems.All);
    }

    [Fact]
    public void Memory_grows_with_what_arrives_not_with_what_is_claimed()
    {
        byte[] file = new PcapFileBuilder(PcapVariant.Microseconds, false, 1, snapLength: 0)
            .Record(0, 0, 16 * 1024 * 1024, 16 * 1024 * 1024, new byte[100])
            .ToArray();
        Captured.Read(file);

        long before = GC.GetAllocatedBytesForCurrentThread();
        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
        Assert.Empty(frames);
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.Truncated));
    }

    [Fact]
    public void Allocates_nothing_per_frame()
    {
        PcapFileBuilder builder = CaptureBuilder.Pcap();
        byte[] payload = new byte[100];
        for (int i = 0; i < 10_000; i++)
        {
            builder.Frame(i, payload);
        }

        Captured.AssertAllocatesNothingPerFrame(builder.ToArray(), frames: 10_000);
    }

    [Theory]
    [MemberData(nameof(Variants))]
    public void Gives_exactly_the_frames_before_a_cut_at_any_octet(PcapVariant variant, bool bigEndian)
    {
        (byte[] file, int[] ends) = Captured.SmallPcap(variant, bigEndian);
        (List<ReadFrame> whole, _) = Captured.Read(file);
        int header = variant is PcapVariant.IxiaHardware or PcapVariant.IxiaSoftware ? 28 : 24;
        for (int cut = 4; cut < file.Length; cut++)
        {
            (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file[..cut]);

            Assert.Equal(whole.Take(ends.Count(end => end <= cut)), frames);
            Assert.Equal(cut == header || ends.Contains(cut) ? 0 : 1, reader.Problems.CountOf(CaptureProblemKind.Truncated));
            Assert.Equal(0, reader.Problems.CountOf(CaptureProblemKind.Damaged));
        }
    }

    [Fact]
    public void Survives_mutations()
    {
        foreach (byte[] mutated in Mutations.Of(Captured.SmallPcap().File, 5000, seed: 20_180_502, FuzzRuns.LongCount))
        {
            if (EvidenceSniffer.Sniff(mutated) == EvidenceKind.Pcap)
            {
                (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(mutated);
                Assert.True(frames.Sum(frame => 16 + (frame.Octets.Length / 2)) <= mutated.Length);

                (List<ReadFrame> again, CaptureReader second) = Captured.Read(mutated);
                Assert.Equal(frames, again);
                Assert.Equal(reader.Problems.All, second.Problems.All);
            }
        }
    }
}
