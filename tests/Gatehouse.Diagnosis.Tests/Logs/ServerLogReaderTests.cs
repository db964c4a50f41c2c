using Gatehouse.Diagnosis.Logs;

namespace Gatehouse.Diagnosis.Tests.Logs;

public sealed class ServerLogReaderTests
{
    private const string Line = "2026-11-22 09:00:05.123Z warning Enrollment[1102] endpoint 3f2c1a00-0000-4000-8000-000000000001 is held for approval: a copy";

    [Theory]
    [InlineData("")]
    [InlineData("Nov 22 09:00:05 gate gatehouse[4711]: ")]
    [InlineData("gatehouse-1  | ")]
    public void An_entry_is_read_with_time_event_and_text_whatever_stands_in_front(string front)
    {
        ServerLog log = ServerLogReader.Read($"Listening on https://127.0.0.1:4343\n{front}{Line}\r\n", CancellationToken.None);

        ServerLogEntry entry = Assert.Single(log.Entries);
        Assert.Equal((2, new DateTime(2026, 11, 22, 9, 0, 5, 123), 1102), (entry.Line, entry.Time, entry.Event));
        Assert.EndsWith("held for approval: a copy", entry.Text, StringComparison.Ordinal);
        Assert.Equal(Guid.Parse("3f2c1a00-0000-4000-8000-000000000001"), entry.Endpoint);
    }

    [Theory]
    [InlineData("2026-11-22 09:00:05.123 warning Enrollment[1102] no zone")]
    [InlineData("2026-13-22 09:00:05.123Z warning Enrollment[1102] no such month")]
    [InlineData("2026-11-22 09:00:05.123Z loud Enrollment[1102] no such level")]
    [InlineData("2026-11-22 09:00:05.123Z warning Enrollment no event")]
    [InlineData("[2026-11-22 09:00:05.123] [Info] [0005] Agent: an agent's")]
    [InlineData("a diary, written at 9 Z in the morning")]
    public void What_is_no_entry_is_left_out(string line)
    {
        Assert.False(ServerLogReader.Detect(line));
        Assert.Empty(ServerLogReader.Read(line, CancellationToken.None).Entries);
    }

    [Fact]
    public void A_damaged_log_gives_what_is_left_and_never_an_exception()
    {
        string log = string.Join('\n', Enumerable.Repeat(Line, 20));
        Random random = new(20_261_122);
        for (int round = 0; round < 300; round++)
        {
            char[] damaged = log.ToCharArray();
            for (int i = 0; i < 20; i++)
            {
                damaged[random.Next(damaged.Length)] = (char)random.Next(0, 0x300);
            }

            Assert.True(ServerLogReader.Read(new string(damaged, 0, random.Next(damaged.Length)), CancellationToken.None).Count <= 40);
        }
    }

    [Fact]
    public void Entries_beyond_those_kept_are_counted()
    {
        string log = string.Concat(Enumerable.Repeat(Line + "\n", ServerLog.MaxEntries + 1));
        ServerLog read = ServerLogReader.Read(log, CancellationToken.None);

        Assert.Equal((ServerLog.MaxEntries, ServerLog.MaxEntries + 1), (read.Entries.Count, read.Count));
    }
}
