using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Wire.Tests.Tcp;

public class TcpOptionsTests
{
    private static readonly byte[] Syn = [4, 2, 8, 10, 0, 0, 0, 9, 0, 0, 0, 8, 1, 3, 3, 7, 2, 4, 0x05, 0xB4];

    [Fact]
    public void Reads_the_segment_size_behind_other_options() =>
        Assert.Equal((ushort)1460, TcpOptions.Read(Syn).MaximumSegmentSize);

    [Fact]
    public void Reads_the_window_scale() => Assert.Equal((byte)7, TcpOptions.Read(Syn).WindowScale);

    [Theory]
    [InlineData(new byte[] { 3, 2 })]
    [InlineData(new byte[] { 3, 4, 1, 1 })]
    [InlineData(new byte[] { 3 })]
    [InlineData(new byte[] { 3, 3 })]
    public void A_window_scale_of_another_length_is_none(byte[] bytes) => Assert.Null(TcpOptions.Read(bytes).WindowScale);

    [Fact]
    public void Reads_nothing_from_no_options() => Assert.Null(TcpOptions.Read(default).MaximumSegmentSize);

    [Fact]
    public void Nothing_counts_behind_the_end_of_the_list() =>
        Assert.Null(TcpOptions.Read([0, 2, 4, 5, 0xB4]).MaximumSegmentSize);

    [Theory]
    [InlineData(new byte[] { 2, 4, 5, 0xB4, 2, 4, 5 }, 1460)]
    [InlineData(new byte[] { 2, 4, 5, 0xB4, 2 }, 1460)]
    [InlineData(new byte[] { 2, 4, 5, 0xB4, 2, 0, 2, 4, 1, 1 }, 1460)]
    [InlineData(new byte[] { 2, 4, 5, 0xB4, 2, 1, 0, 0 }, 1460)]
    [InlineData(new byte[] { 2, 3, 5, 2, 4, 5, 0xB4 }, 1460)]
    [InlineData(new byte[] { 2, 4, 1, 1, 2, 4, 5, 0xB4 }, 1460)]
    public void A_lying_length_spoils_only_its_own_option_and_the_last_size_counts(byte[] bytes, int expected) =>
        Assert.Equal((ushort)expected, TcpOptions.Read(bytes).MaximumSegmentSize);

    [Fact]
    public void A_cut_list_gives_only_whole_options()
    {
        for (int length = 0; length <= Syn.Length; length++)
        {
            Assert.Equal(length == Syn.Length, TcpOptions.Read(Syn.AsSpan(0, length)).MaximumSegmentSize.HasValue);
        }
    }

    [Fact]
    public void Damaged_options_never_throw()
    {
        int read = 0;
        foreach (byte[] bytes in Mutations.Of([.. Syn, 5, 10, 0, 0, 0, 1, 0, 0, 0, 2], count: 20_000, seed: 3))
        {
            read += TcpOptions.Read(bytes).MaximumSegmentSize.HasValue ? 1 : 0;
        }

        Assert.InRange(read, 100, FuzzRuns.Count(19_900));
    }
}
