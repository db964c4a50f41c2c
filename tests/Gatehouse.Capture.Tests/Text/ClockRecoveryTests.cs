using Gatehouse.Capture.Text;

namespace Gatehouse.Capture.Tests.Text;

public sealed class ClockRecoveryTests
{
    /// <summary>2018-05-02 18:19:56 UTC.</summary>
    private const string Noticed = "5aea014c";

    [Fact]
    public void Finds_date_and_zone_from_two_agreeing_randoms()
    {
        PacketText text = PacketTextReader.Read(PacketTextSamples.Article);

        Assert.Equal([18, 19, 20, 21, 23], text.Frames.Select(frame => frame.Number));
        Assert.All(text.Frames, frame => Assert.Equal(0, frame.Group));
        Assert.Equal("2020-01-01T03:27:40.200Z", text.Frames[0].Time.ToString());
        Assert.Equal("date 2020-01-01 and zone UTC+05:45 recovered from the TLS randoms of frames 21 and 23", text.Notes[0]);
    }

    [Theory]
    [InlineData("18:19:56.5", "2018-05-02T18:19:56.500Z")]
    [InlineData("20:19:56.5", "2018-05-02T18:19:56.500Z")]
    [InlineData("01:19:56.5", "2018-05-02T18:19:56.500Z")]
    [InlineData("18:19:57.5", "")]
    [InlineData("18:24:56.5", "")]
    public void Believes_one_random_only_to_the_second(string clock, string expected) =>
        Assert.Equal(expected, PacketTextReader.Read(Hello(1, clock, Noticed)).Frames[0].Time.ToString());

    [Fact]
    public void Believes_two_randoms_within_two_seconds()
    {
        string text = Hello(1, "18:19:57.5", Noticed + "01") + Hello(2, "18:19:57.6", Noticed + "02");

        Assert.Equal("2018-05-02T18:19:57.500Z", PacketTextReader.Read(text).Frames[0].Time.ToString());
    }

    [Fact]
    public void Counts_a_repeated_random_once()
    {
        string text = Hello(1, "18:19:57.5", Noticed) + Hello(2, "18:19:57.6", Noticed);

        Assert.False(PacketTextReader.Read(text).Frames[0].Time.IsKnown);
    }

    [Theory]
    [InlineData("18e8794c")]
    [InlineData("f0e8794c")]
    public void Takes_no_random_outside_the_plausible_years(string random) =>
        Assert.False(PacketTextReader.Read(Hello(1, "18:19:56.5", random)).Frames[0].Time.IsKnown);

    [Fact]
    public void Never_changes_a_printed_date_and_only_finds_its_zone()
    {
        string dated = Hello(1, "2018-05-02 20:19:56.5", Noticed);
        string otherDay = Hello(1, "2018-05-09 20:19:56.5", Noticed);

        Assert.Equal("2018-05-02T18:19:56.500Z", PacketTextReader.Read(dated).Frames[0].Time.ToString());
        Assert.Equal("2018-05-09T20:19:56.500Z", PacketTextReader.Read(otherDay).Frames[0].Time.ToString());
    }

    [Fact]
    public void Dates_a_group_between_two_of_one_day_and_no_other()
    {
        const string between = "7 18:25:00.0 192.0.2.1 192.0.2.2 TCP 74 1000 → 2000 [SYN] Seq=0 Len=0\n";
        const string behind = "3 18:35:00.0 192.0.2.1 192.0.2.2 TCP 74 1000 → 2000 [SYN] Seq=0 Len=0\n";
        string text = Hello(9, "18:19:56.5", Noticed) + between + Hello(5, "18:29:56.5", "5aea03a4") + behind;

        IReadOnlyList<TextFrame> frames = PacketTextReader.Read(text).Frames;

        Assert.Equal(["2018-05-02T18:19:56.500Z", "2018-05-02T18:25:00Z", "2018-05-02T18:29:56.500Z", string.Empty], frames.Select(f => f.Time.ToString()));
    }

    [Fact]
    public void Counts_on_behind_midnight()
    {
        string text = Hello(1, "23:59:59.5", "5aea50ff")
            + "2 00:00:00.5 192.0.2.1 192.0.2.2 TCP 74 1000 → 2000 [SYN] Seq=0 Len=0\n";

        Assert.Equal("2018-05-03T00:00:00.500Z", PacketTextReader.Read(text).Frames[1].Time.ToString());
    }

    private static string Hello(int number, string clock, string random) => $"""
        {number} {clock} 192.0.2.1 192.0.2.2 TLSv1.2 243 Client Hello
        TLSv1.2 Record Layer: Handshake Protocol: Client Hello
            Handshake Protocol: Client Hello
                Version: TLS 1.2 (0x0303)
                Random: {random}62e61f9d0e...

        """;
}
