using Gatehouse.Tests.Common;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Wire.Tests.Tcp;

public class TcpOptionsTests
{
    private static readonly byte[] Syn = [2, 4, 0x05, 0xB4, 4, 2, 8, 10, 0, 0, 0, 9, 0, 0, 0, 8, 1, 3, 3, 7];

    [Fact]
    public void Reads_the_options_of_a_SYN()
    {
        TcpOptions options = TcpOptions.Read(Syn);

        Assert.Equal((ushort)1460, options.MaximumSegmentSize);
        Assert.True(options.IsSackPermitted);
        Assert.True(options.HasTimestamps);
        Assert.Equal(9u, options.TimestampValue);
        Assert.Equal(8u, options.TimestampEcho);
        Assert.Equal((byte)7, options.WindowScale);
        Assert.Equal(0, options.SackBlockCount);
        Assert.False(options.HasMd5 || options.HasAuthentication || options.HasFastOpen || options.IsMalformed);
    }

    [Fact]
    public void Reads_nothing_from_no_options()
    {
        TcpOptions options = TcpOptions.Read(default);

        Assert.Null(options.MaximumSegmentSize);
        Assert.Null(options.WindowScale);
        Assert.False(options.IsSackPermitted || options.HasTimestamps || options.IsMalformed);
    }

    [Fact]
    public void Reads_acknowledgment_blocks()
    {
        TcpOptions options = TcpOptions.Read([1, 1, 5, 18, 0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 5, 0, 0, 0, 9]);

        Assert.Equal(2, options.SackBlockCount);
        Assert.Equal((1u, 2u), options.SackBlock(0));
        Assert.Equal((5u, 9u), options.SackBlock(1));
    }

    [Fact]
    public void Notices_signatures_and_fast_open()
    {
        Assert.True(TcpOptions.Read([19, 18, .. new byte[16]]).HasMd5);
        Assert.True(TcpOptions.Read([29, 16, .. new byte[14]]).HasAuthentication);
        Assert.True(TcpOptions.Read([34, 2]).HasFastOpen);
    }

    [Fact]
    public void Nothing_counts_behind_the_end_of_the_list()
    {
        TcpOptions options = TcpOptions.Read([0, 2, 4, 5, 0xB4]);

        Assert.Null(options.MaximumSegmentSize);
        Assert.False(options.IsMalformed);
    }

    [Theory]
    [InlineData(new byte[] { 4, 2, 2, 4, 5 })]
    [InlineData(new byte[] { 4, 2, 2 })]
    [InlineData(new byte[] { 4, 2, 2, 0 })]
    [InlineData(new byte[] { 4, 2, 2, 1, 0, 0 })]
    [InlineData(new byte[] { 2, 3, 5, 4, 2 })]
    public void A_lying_length_spoils_only_its_own_option(byte[] bytes)
    {
        TcpOptions options = TcpOptions.Read(bytes);

        Assert.True(options.IsMalformed);
        Assert.True(options.IsSackPermitted);
        Assert.Null(options.MaximumSegmentSize);
    }

    [Fact]
    public void A_window_scale_is_at_most_fourteen()
    {
        Assert.Equal((byte)14, TcpOptions.Read([3, 3, 200]).WindowScale);
    }

    [Fact]
    public void A_cut_list_gives_the_options_that_are_whole()
    {
        for (int length = 0; length < Syn.Length; length++)
        {
            TcpOptions options = TcpOptions.Read(Syn.AsSpan(0, length));

            Assert.Equal(length >= 4, options.MaximumSegmentSize.HasValue);
            Assert.Equal(length >= 6, options.IsSackPermitted);
            Assert.Equal(length >= 16, options.HasTimestamps);
            Assert.Equal(length is not (0 or 4 or 6 or 16 or 17), options.IsMalformed);
            Assert.Null(options.WindowScale);
        }
    }

    [Fact]
    public void Damaged_options_never_throw()
    {
        int malformed = 0;
        foreach (byte[] bytes in Mutations.Of([.. Syn, 5, 10, 0, 0, 0, 1, 0, 0, 0, 2], count: 20_000, seed: 3))
        {
            TcpOptions options = TcpOptions.Read(bytes);
            malformed += options.IsMalformed ? 1 : 0;
            for (int i = 0; i < options.SackBlockCount; i++)
            {
                _ = options.SackBlock(i);
            }
        }

        Assert.InRange(malformed, 100, FuzzRuns.Count(19_900));
    }
}
