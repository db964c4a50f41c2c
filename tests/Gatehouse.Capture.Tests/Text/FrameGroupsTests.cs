using Gatehouse.Capture.Text;

namespace Gatehouse.Capture.Tests.Text;

public sealed class FrameGroupsTests
{
    [Theory]
    [InlineData("number falls", "10:00:00.0 50 5.0", "10:00:01.0 3 6.0", 2)]
    [InlineData("time falls", "10:00:00.0 50 5.0", "09:59:00.0 51 6.0", 2)]
    [InlineData("captures started at different times", "10:00:00.0 50 5.0", "10:20:00.0 300 9.0", 2)]
    [InlineData("a pause", "10:00:00.0 50 5.0", "10:20:00.0 300 1205.0", 1)]
    [InlineData("midnight", "23:59:59.9 50 5.0", "00:00:00.1 51 5.2", 1)]
    [InlineData("slightly out of order", "10:00:00.010 50 5.010", "10:00:00.000 51 5.000", 1)]
    [InlineData("date jumps", "2020-01-02 10:00:00.0 50", "2020-01-05 10:00:00.0 51", 2)]
    public void Tells_captures_apart(string why, string first, string second, int groups)
    {
        // A neighbour each, so that the relative times are seen to count from the start of the capture.
        string text = $"{Line("10:00:00.0 48 5.0")}{Line("10:00:00.0 49 5.0")}{Line(first)}some prose between\n{Line(second)}";
        if (!first.StartsWith("10", StringComparison.Ordinal))
        {
            text = Line(first) + Line(second);
        }

        Assert.True(groups == PacketTextReader.Read(text).Frames.Select(frame => frame.Group).Distinct().Count(), why);
    }

    [Fact]
    public void Joins_trees_printed_behind_the_whole_list()
    {
        string text = Line("10:00:00.0 48 5.0") + Line("10:00:00.1 49 5.1") + Line("10:00:00.2 50 5.2") + """
            Frame 49: 74 bytes on wire (592 bits), 74 bytes captured (592 bits)
            Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2
            Transmission Control Protocol, Src Port: 50420, Dst Port: 4343, Seq: 0, Len: 0
                [Calculated window size: 77]
            """;

        IReadOnlyList<TextFrame> frames = PacketTextReader.Read(text).Frames;

        Assert.Equal([48, 49, 50], frames.Select(frame => frame.Number));
        Assert.All(frames, frame => Assert.Equal(0, frame.Group));
        Assert.Equal(77, frames[1].Tcp!.Window);
    }

    [Fact]
    public void Takes_a_line_quoted_twice_for_one_frame()
    {
        string text = Line("10:00:00.0 48 5.0") + Line("10:00:00.1 49 5.1") + "as seen above:\n" + Line("10:00:00.0 48 5.0");

        Assert.Equal([48, 49], PacketTextReader.Read(text).Frames.Select(frame => frame.Number));
    }

    [Fact]
    public void Does_not_join_a_tree_that_contradicts_the_line()
    {
        string text = Line("10:00:00.0 48 5.0") + """
            Frame 48: 90 bytes on wire (720 bits), 90 bytes captured (720 bits)
            Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.77
            """;

        Assert.Equal(2, PacketTextReader.Read(text).Frames.Count);
    }

    private static string Line(string prefix) => $"{prefix} 192.0.2.1 192.0.2.2 TCP 74 50420 → 4343 [SYN] Seq=0 Len=0\n";
}
