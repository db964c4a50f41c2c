using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;
using Gatehouse.Wire.Link;

namespace Gatehouse.Capture.Tests.Pcapng;

public sealed class PcapngReaderTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_the_three_forms_of_frames_in_both_byte_orders(bool bigEndian)
    {
        byte[] data = Captured.Payload(61, 1);
        byte[] file = CaptureBuilder.Pcapng(bigEndian)
            .Interface(1)
            .Interface(113)
            .Enhanced(1, (ulong)Captured.Time / 1000, data, 1500)
            .Simple(data)
            .Obsolete(1, ushort.MaxValue, (ulong)Captured.Time / 1000, data)
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Timestamp time = new(Captured.Time / 1000 * 1000);
        string octets = Convert.ToHexString(data);
        Assert.Equal(
            [
                new ReadFrame(1, time, 113, 1, 1500, octets),
                new ReadFrame(2, Timestamp.None, 1, 0, 61, octets),
                new ReadFrame(3, time, 113, 1, 61, octets),
            ],
            frames);
        Assert.Equal("pcapng", reader.Kind);
        Assert.Empty(reader.Problems.All);
        Assert.Equal(file.Length, reader.Position);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Reads_what_an_interface_says_of_itself(bool bigEndian)
    {
        byte[] file = new PcapngFileBuilder()
            .Section(bigEndian, options: [PcapngOption.Text(1, "a comment"), PcapngOption.Text(3, "Linux 6.1")])
            .Interface(1, 96, PcapngOption.Text(2, "eth0"), PcapngOption.Of(11, [0, .. "udp port 9019"u8]))
            .Interface(276, 0, PcapngOption.Text(2, "Wi-Fi 无线"), PcapngOption.Text(12, "Windows 10"), PcapngOption.Of(11, 1, 2, 3))
            .ToArray();

        (_, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(
            [
                new CaptureInterface
                {
                    Link = LinkType.Ethernet,
                    SnapLength = 96,
                    Name = "eth0",
                    Filter = "udp port 9019",
                    OperatingSystem = "Linux 6.1",
                },
                new CaptureInterface { Link = LinkType.LinuxSll2, Name = "Wi-Fi 无线", OperatingSystem = "Windows 10" },
            ],
            reader.Interfaces);
    }

    [Fact]
    public void Every_section_has_its_own_byte_order_and_interfaces()
    {
        byte[] file = CaptureBuilder.Pcapng(bigEndian: true)
            .Interface(1).Interface(101).Enhanced(1, 1, [1])
            .Section(bigEndian: false).Interface(113).Enhanced(0, 2, [2]).Enhanced(1, 3, [3])
            .Section(bigEndian: true).Simple([4]).Interface(276).Simple([5])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(
            [
                new ReadFrame(1, new Timestamp(1000), 101, 1, 1, "01"),
                new ReadFrame(2, new Timestamp(2000), 113, 2, 1, "02"),
                new ReadFrame(5, Timestamp.None, 276, 3, 1, "05"),
            ],
            frames);
        Assert.Equal(2, reader.Problems.CountOf(CaptureProblemKind.UnknownInterface));
        Assert.Equal(4, reader.Interfaces.Count);
    }

    [Theory]
    [InlineData(6, 1_525_285_196_533_860, 0, 1_525_285_196_533_860_000)]
    [InlineData(0, 1_525_285_196, 0, 1_525_285_196_000_000_000)]
    [InlineData(3, 1_525_285_196_533, 0, 1_525_285_196_533_000_000)]
    [InlineData(9, 1_525_285_196_533_860_123, 0, 1_525_285_196_533_860_123)]
    [InlineData(12, 1_525_285_196_533_860_199, 0, 1_525_285_196_533_860)]
    [InlineData(28, long.MaxValue, 0, 0)]
    [InlineData(29, -1, 0, 0)]
    [InlineData(127, -1, 0, 0)]
    [InlineData(0x80, 7, 0, 7_000_000_000)]
    [InlineData(0x80 | 1, 7, 0, 3_500_000_000)]
    [InlineData(0x80 | 32, 0x1_4000_0000, 0, 1_250_000_000)]
    [InlineData(0x80 | 63, 1L << 62, 0, 500_000_000)]
    [InlineData(0x80 | 127, -1, 0, 0)]
    [InlineData(6, 1, 1_500_000_000, 1_500_000_000_000_001_000)]
    [InlineData(6, 1, -10, -9_999_999_000)]
    [InlineData(9, 0x1_0000_0000, 0, 0x1_0000_0000)]
    public void Converts_times_of_any_unit_and_offset(byte resolution, long ticks, long offset, long expected)
    {
        byte[] file = CaptureBuilder.Pcapng()
            .Interface(1, 0, PcapngOption.Of(9, resolution), PcapngOption.Number(14, (ulong)offset))
            .Enhanced(0, (ulong)ticks, [1])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(new Timestamp(expected), Assert.Single(frames).Time);
        Assert.Empty(reader.Problems.All);
    }

    [Theory]
    [InlineData(0, -1, 0, long.MaxValue)]
    [InlineData(9, -1, 0, long.MaxValue)]
    [InlineData(6, 0, long.MinValue, long.MinValue + 1)]
    [InlineData(6, -1, long.MaxValue, long.MaxValue)]
    public void Clamps_times_that_cannot_be_expressed(byte resolution, long ticks, long offset, long expected)
    {
        byte[] file = CaptureBuilder.Pcapng()
            .Interface(1, 0, PcapngOption.Of(9, resolution), PcapngOption.Number(14, (ulong)offset))
            .Enhanced(0, (ulong)ticks, [1])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(new Timestamp(expected), Assert.Single(frames).Time);
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.OddTime));
    }

    [Theory]
    [InlineData(0u, 100u, 100)]
    [InlineData(40u, 100u, 40)]
    [InlineData(200u, 100u, 100)]
    [InlineData(40u, uint.MaxValue, 40)]
    public void The_snap_length_of_interface_0_cuts_simple_packets(uint snapLength, uint original, int captured)
    {
        byte[] file = CaptureBuilder.Pcapng().Interface(1, snapLength).Simple(new byte[captured], original).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        ReadFrame frame = Assert.Single(frames);
        Assert.Equal(captured, frame.Octets.Length / 2);
        Assert.Equal((int)Math.Min(original, int.MaxValue), frame.OriginalLength);
        Assert.Empty(reader.Problems.All);
    }

    [Fact]
    public void A_simple_packet_shorter_than_it_says_gives_what_is_there()
    {
        (List<ReadFrame> frames, CaptureReader reader) =
            Captured.Read(CaptureBuilder.Pcapng().Interface().Simple(new byte[20], 1000).ToArray());

        Assert.Equal(40, Assert.Single(frames).Octets.Length);
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.OddLength));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Statistics_are_totals_and_packet_options_are_steps(bool bigEndian)
    {
        byte[] file = CaptureBuilder.Pcapng(bigEndian)
            .Interface(1, 0, PcapngOption.Text(2, "eth0"))
            .Interface()
            .Interface()
            .Statistics(0, 0, PcapngOption.Number(4, 1000), PcapngOption.Number(5, 3), PcapngOption.Number(7, 4))
            .Statistics(0, 0, PcapngOption.Number(5, 5), PcapngOption.Number(7, 4))
            .Enhanced(1, 0, [1], options: [PcapngOption.Text(1, "x"), PcapngOption.Number(4, 10)])
            .Obsolete(1, 20, 0, [1])
            .Obsolete(1, ushort.MaxValue, 0, [1])
            .Statistics(2, 0, PcapngOption.Number(5, 0))
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(3, frames.Count);
        Assert.Equal([9UL, 30UL, 0UL], reader.Interfaces.Select(description => description.Dropped));
        CaptureProblem problem = Assert.Single(reader.Problems.All);
        Assert.Equal(CaptureProblemKind.DroppedFrames, problem.Kind);
        Assert.Equal(39, problem.Count);
        Assert.Equal("eth0", problem.Detail);
    }

    [Fact]
    public void Counters_saturate()
    {
        byte[] file = CaptureBuilder.Pcapng().Interface()
            .Statistics(0, 0, PcapngOption.Number(5, ulong.MaxValue), PcapngOption.Number(7, 5))
            .Enhanced(0, 0, [1], options: [PcapngOption.Number(4, ulong.MaxValue), PcapngOption.Number(4, ulong.MaxValue)])
            .ToArray();

        (_, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(ulong.MaxValue, Assert.Single(reader.Interfaces).Dropped);
        Assert.Equal(long.MaxValue, reader.Problems.CountOf(CaptureProblemKind.DroppedFrames));
    }

    [Fact]
    public void Drops_are_not_told_when_no_counter_is()
    {
        (_, CaptureReader reader) = Captured.Read(CaptureBuilder.Pcapng().Interface().Statistics(0, 0).ToArray());

        Assert.Null(Assert.Single(reader.Interfaces).Dropped);
    }

    [Fact]
    public void Secrets_are_noted_and_never_repeated()
    {
        byte[] file = CaptureBuilder.Pcapng().Secrets(0x544C534B, "CLIENT_RANDOM 00 11"u8).Interface().Simple([1]).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Single(frames);
        CaptureProblem problem = Assert.Single(reader.Problems.All);
        Assert.Equal(CaptureProblemKind.ContainsSecrets, problem.Kind);
        Assert.Null(problem.Detail);
    }

    [Fact]
    public void Blocks_that_wireshark_lists_take_a_frame_number_and_others_do_not()
    {
        byte[] file = CaptureBuilder.Pcapng().Interface()
            .Block(0x0BAD, [0, 0, 0, 1, 1, 2, 3, 4])
            .Block(0x40000BAD, [0, 0, 0, 1])
            .Block(9, "__REALTIME_TIMESTAMP=1\n"u8)
            .Block(4, [0, 0, 0, 0])
            .Block(0x1234, [])
            .Simple([1])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(4, Assert.Single(frames).Number);
        Assert.Equal(
            [(CaptureProblemKind.UnknownBlock, 1L, "type 0x00001234"), (CaptureProblemKind.CustomBlock, 2L, "type 0x00000BAD")],
            reader.Problems.All.Select(problem => (problem.Kind, problem.Count, problem.Detail)));
    }

    [Theory]
    [InlineData(0u)]
    [InlineData(11u)]
    [InlineData(16u * 1024 * 1024 + 1)]
    [InlineData(1_000_000_000u)]
    [InlineData(uint.MaxValue)]
    public void Stops_at_a_block_length_that_cannot_be(uint length)
    {
        byte[] file = CaptureBuilder.Pcapng().Interface().Simple([1]).Block(6, new byte[40], length).Simple([2]).ToArray();

        long before = GC.GetAllocatedBytesForCurrentThread();
        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1024 * 1024);
        Assert.Single(frames);
        CaptureProblem problem = Assert.Single(reader.Problems.All);
        Assert.Equal((CaptureProblemKind.Damaged, 28L + 20 + 20), (problem.Kind, problem.Offset));
        Assert.Contains("72 octets were not read", problem.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Goes_on_behind_a_packet_that_claims_more_than_its_block_holds()
    {
        byte[] file = CaptureBuilder.Pcapng().Interface()
            .Enhanced(0, 0, [1], capturedLength: uint.MaxValue)
            .Enhanced(0, 0, [2, 3, 4, 5], capturedLength: 5)
            .Enhanced(0, 0, [6])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal("06", Assert.Single(frames).Octets);
        Assert.Equal(2, reader.Problems.CountOf(CaptureProblemKind.Damaged));
    }

    [Theory]
    [InlineData(1u)]
    [InlineData(2u)]
    [InlineData(3u)]
    [InlineData(5u)]
    [InlineData(6u)]
    [InlineData(0x0A0D0D0Au)]
    public void Goes_on_behind_a_block_too_short_for_its_type(uint type)
    {
        byte[] body = type == 0x0A0D0D0A ? [0x4D, 0x3C, 0x2B, 0x1A] : [];
        byte[] file = CaptureBuilder.Pcapng().Block(type, body).Interface().Simple([1]).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal("01", Assert.Single(frames).Octets);
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.Damaged));
    }

    [Fact]
    public void Tolerates_a_wrong_trailing_length_and_missing_padding_in_the_length()
    {
        byte[] body = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 5, 0, 0, 0, 1, 2, 3, 4, 5];
        byte[] file = CaptureBuilder.Pcapng().Interface()
            .Block(6, body, trailingLength: 7)
            .Block(6, body, length: 37, trailingLength: 37)
            .Enhanced(0, 0, [9])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(["0102030405", "0102030405", "09"], frames.Select(frame => frame.Octets));
        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.OddLength));
    }

    [Fact]
    public void An_option_that_lies_about_its_length_costs_no_frame()
    {
        byte[] file = CaptureBuilder.Pcapng()
            .Block(1, [1, 0, 0, 0, 0, 0, 0, 0, 2, 0, 255, 255, 65, 65, 65, 65])
            .Block(6, [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0, 7, 0, 0, 0, 4, 0, 8, 0, 1])
            .ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal("07", Assert.Single(frames).Octets);
        Assert.Null(Assert.Single(reader.Interfaces).Name);
    }

    [Fact]
    public void Texts_of_options_are_kept_to_a_bounded_length()
    {
        byte[] file = CaptureBuilder.Pcapng().Interface(1, 0, PcapngOption.Text(2, new string('a', 60_000))).ToArray();

        (_, CaptureReader reader) = Captured.Read(file);

        Assert.Equal(1024, Assert.Single(reader.Interfaces).Name!.Length);
    }

    [Fact]
    public void Remembers_a_bounded_number_of_interfaces()
    {
        PcapngFileBuilder builder = CaptureBuilder.Pcapng();
        for (int i = 0; i < 16_384 + 2; i++)
        {
            builder.Interface();
        }

        (List<ReadFrame> frames, CaptureReader reader) =
            Captured.Read(builder.Enhanced(16_383, 0, [1]).Enhanced(16_384, 0, [2]).ToArray());

        Assert.Equal(16_384, reader.Interfaces.Count);
        Assert.Equal("01", Assert.Single(frames).Octets);
        Assert.Equal(3, reader.Problems.CountOf(CaptureProblemKind.UnknownInterface));
    }

    [Fact]
    public void Reports_a_section_of_an_unknown_version()
    {
        (_, CaptureReader reader) = Captured.Read(new PcapngFileBuilder().Section(major: 2).ToArray());

        Assert.Equal(1, reader.Problems.CountOf(CaptureProblemKind.Damaged));
    }

    [Fact]
    public void Stops_at_a_section_without_a_byte_order()
    {
        byte[] file = CaptureBuilder.Pcapng().Interface().Simple([1]).Block(0x0A0D0D0A, new byte[16]).Simple([2]).ToArray();

        (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file);

        Assert.Equal("01", Assert.Single(frames).Octets);
        Assert.Contains("48 octets were not read", Assert.Single(reader.Problems.All).Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Allocates_nothing_per_frame()
    {
        PcapngFileBuilder builder = CaptureBuilder.Pcapng().Interface();
        byte[] payload = new byte[100];
        PcapngOption direction = PcapngOption.Of(2, 1, 0, 0, 0);
        for (int i = 0; i < 10_000; i++)
        {
            builder.Enhanced(0, (ulong)i, payload, options: direction);
        }

        Captured.AssertAllocatesNothingPerFrame(builder.ToArray(), frames: 10_000);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Gives_exactly_the_frames_before_a_cut_at_any_octet(bool bigEndian)
    {
        (byte[] file, int[] ends) = Captured.SmallPcapng(bigEndian);
        (List<ReadFrame> whole, CaptureReader intact) = Captured.Read(file);
        Assert.Equal(ends.Length, whole.Count);
        Assert.Empty(intact.Problems.All);
        int cutsBetweenBlocks = 0;
        for (int cut = 4; cut < file.Length; cut++)
        {
            (List<ReadFrame> frames, CaptureReader reader) = Captured.Read(file[..cut]);

            Assert.Equal(whole.Take(ends.Count(end => end <= cut)), frames);
            Assert.Equal(0, reader.Problems.CountOf(CaptureProblemKind.Damaged));
            cutsBetweenBlocks += reader.Problems.CountOf(CaptureProblemKind.Truncated) == 0 ? 1 : 0;
        }

        // Section, interface, names, frame, frame, section, interface, frame; the cut after the statistics is no cut.
        Assert.Equal(8, cutsBetweenBlocks);
    }

    [Fact]
    public void Survives_mutations()
    {
        foreach (byte[] mutated in Mutations.Of(Captured.SmallPcapng().File, 5000, seed: 20_180_502, FuzzRuns.LongCount))
        {
            if (EvidenceSniffer.Sniff(mutated) == EvidenceKind.Pcapng)
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
