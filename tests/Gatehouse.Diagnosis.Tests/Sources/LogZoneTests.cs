using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Sources;

namespace Gatehouse.Diagnosis.Tests.Sources;

public sealed class LogZoneTests
{
    private static readonly DateTime Nine = new(2026, 3, 3, 9, 0, 0);

    [Theory]
    [InlineData(-480, "UTC-08:00")]
    [InlineData(0, "UTC+00:00")]
    [InlineData(330, "UTC+05:30")]
    [InlineData(345, "UTC+05:45")]
    [InlineData(840, "UTC+14:00")]
    public void The_zone_that_places_the_log_inside_the_capture_is_taken(int minutes, string expected)
    {
        (TimeZoneInfo zone, string note) = Choose(Log(Nine, Nine.AddMinutes(5)), Capture(Nine.AddMinutes(-minutes), TimeSpan.FromMinutes(5)));

        Assert.Equal(expected, zone.Id);
        Assert.Equal(TimeSpan.FromMinutes(minutes), zone.BaseUtcOffset);
        Assert.Contains(expected, note, StringComparison.Ordinal);
    }

    [Fact]
    public void A_log_that_says_it_is_UTC_is_believed_before_captures_and_options()
    {
        ClientLog log = ClientLogReader.Read("[2026-03-03 09:00:00.123Z] [Info] [0001] Agent: starts\n[2026-03-03 09:00:01.5Z] [Info] [0001] Agent: stops\n");
        TimeZoneInfo given = TimeZoneInfo.CreateCustomTimeZone("x", TimeSpan.FromHours(8), "x", "x");
        (TimeZoneInfo zone, string note) = LogZone.Choose(log, given, [Capture(Nine.AddHours(-8), TimeSpan.FromMinutes(5))]);

        Assert.Same(TimeZoneInfo.Utc, zone);
        Assert.Contains("says", note, StringComparison.Ordinal);
        Assert.Equal([Nine.AddMilliseconds(123), Nine.AddMilliseconds(1500)], log.Entries.Select(entry => entry.Time));
    }

    [Fact]
    public void One_entry_without_zone_leaves_the_zone_of_the_log_open()
    {
        ClientLog log = ClientLogReader.Read("[2026-03-03 09:00:00Z] [Info] [0001] Agent: starts\n[2026-03-03 09:00:01] [Info] [0001] Agent: stops\n");

        Assert.False(log.IsUtc);
        Assert.Equal(2, log.Entries.Count);
    }

    [Fact]
    public void Whole_hours_win_over_quarters_that_fit_as_well()
    {
        (TimeZoneInfo zone, _) = Choose(Log(Nine, Nine.AddMinutes(1)), Capture(Nine.AddHours(-8).AddMinutes(-25), TimeSpan.FromMinutes(50)));

        Assert.Equal(TimeSpan.FromHours(8), zone.BaseUtcOffset);
    }

    [Fact]
    public void Nothing_is_chosen_where_several_hours_fit()
    {
        (TimeZoneInfo zone, string note) = Choose(Log(Nine, Nine.AddMinutes(1)), Capture(Nine.AddHours(-9), TimeSpan.FromHours(4)));

        Assert.Same(TimeZoneInfo.Utc, zone);
        Assert.Contains("equally", note, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_chosen_where_none_fits()
    {
        (TimeZoneInfo zone, string note) = Choose(Log(Nine, Nine.AddMinutes(1)), Capture(Nine.AddDays(3), TimeSpan.FromHours(1)));

        Assert.Same(TimeZoneInfo.Utc, zone);
        Assert.Contains("does not say", note, StringComparison.Ordinal);
    }

    [Fact]
    public void The_users_word_counts_before_any_fit()
    {
        TimeZoneInfo given = TimeZoneInfo.CreateCustomTimeZone("given", TimeSpan.FromHours(1), null, null);

        Assert.Same(given, LogZone.Choose(Log(Nine, Nine.AddMinutes(5)), given, [Capture(Nine, TimeSpan.FromMinutes(5))]).Zone);
    }

    [Fact]
    public void Times_at_the_ends_of_the_calendar_are_borne()
    {
        SourceSummary capture = Capture(Nine, TimeSpan.FromMinutes(5));

        Assert.Same(TimeZoneInfo.Utc, Choose(Log(DateTime.MinValue, DateTime.MinValue.AddHours(1)), capture).Zone);
        Assert.Same(TimeZoneInfo.Utc, Choose(Log(DateTime.MaxValue.AddHours(-1), DateTime.MaxValue), capture).Zone);
    }

    [Fact]
    public void A_log_whose_clock_went_back_fits_nothing() =>
        Assert.Same(TimeZoneInfo.Utc, Choose(Log(Nine.AddHours(5), Nine), Capture(Nine, TimeSpan.FromMinutes(5))).Zone);

    [Fact]
    public void Sources_without_times_tell_nothing()
    {
        SourceSummary undated = new() { Name = "x", File = "x", Kind = "packet-text" };

        Assert.Same(TimeZoneInfo.Utc, Choose(Log(Nine, Nine.AddMinutes(1)), undated).Zone);
        Assert.Same(TimeZoneInfo.Utc, LogZone.Choose(Log(Nine, Nine), null, []).Zone);
    }

    private static (TimeZoneInfo Zone, string Note) Choose(ClientLog log, SourceSummary capture) => LogZone.Choose(log, null, [capture]);

    private static ClientLog Log(DateTime from, DateTime to) =>
        ClientLogReader.Read($"[{from:yyyy-MM-dd HH:mm:ss}] [Dbg] [1] SecPkt one\n[{to:yyyy-MM-dd HH:mm:ss}] [Dbg] [1] SecPkt two\n");

    private static SourceSummary Capture(DateTime from, TimeSpan length) => new()
    {
        Name = "capture",
        File = "capture.pcap",
        Kind = "pcap",
        From = Timestamp.From(DateTime.SpecifyKind(from, DateTimeKind.Utc)),
        To = Timestamp.From(DateTime.SpecifyKind(from + length, DateTimeKind.Utc)),
    };
}
