using Gatehouse.Agent.Channels;
using Gatehouse.Agent.Identity;
using Gatehouse.Agent.Logging;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Agent.Tests.Logging;

public sealed class LogShippingTests : IDisposable
{
    private readonly AgentFolder _folder = AgentFolder.Open(Directory.CreateTempSubdirectory("gatehouse").FullName);
    private readonly List<string> _arrived = [];
    private ChannelFailure? _failure;
    private Action? _meanwhile;

    public void Dispose() => Directory.Delete(_folder.Path, recursive: true);

    [Fact]
    public async Task Each_line_is_handed_over_once_also_by_another_start_of_the_agent()
    {
        Write(_folder.Log, 1, 3);
        Assert.Null(await ShipAsync());
        Write(_folder.Log, 4, 5);
        Assert.Null(await ShipAsync());
        Assert.Null(await ShipAsync());

        Assert.Equal(Lines(1, 5), _arrived);
    }

    [Fact]
    public async Task What_was_not_taken_is_handed_over_next_time()
    {
        Write(_folder.Log, 1, 3);
        _failure = new ChannelFailure("tcp-refused", "refused", "wait");
        Assert.Same(_failure, await ShipAsync());
        Assert.Empty(_arrived);

        _failure = null;
        await ShipAsync();
        Assert.Equal(Lines(1, 3), _arrived);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(9)]
    public async Task Lines_of_a_log_that_was_set_aside_are_not_lost_however_long_the_new_one_is(int newLines)
    {
        Write(_folder.Log, 1, 3);
        await ShipAsync();
        Write(_folder.Log, 4, 6);
        File.Move(_folder.Log, _folder.OldLog);
        Write(_folder.Log, 7, 6 + newLines);
        await ShipAsync();

        Assert.Equal(Lines(1, 6 + newLines), _arrived);
    }

    [Fact]
    public async Task A_line_without_its_end_waits_and_a_damaged_note_begins_at_the_beginning()
    {
        Write(_folder.Log, 1, 2);
        await File.AppendAllTextAsync(_folder.Log, "line thr", TestContext.Current.CancellationToken);
        await ShipAsync();
        Assert.Equal(Lines(1, 2), _arrived);

        await File.WriteAllTextAsync(_folder.LogPosition, "nonsense", TestContext.Current.CancellationToken);
        await ShipAsync();
        Assert.Equal([.. Lines(1, 2), .. Lines(1, 2)], _arrived);
    }

    [Fact]
    public async Task A_log_that_is_set_aside_while_its_lines_travel_loses_none()
    {
        Write(_folder.Log, 1, 3);
        _meanwhile = () =>
        {
            _meanwhile = null;
            Write(_folder.Log, 4, 6);
            File.Move(_folder.Log, _folder.OldLog);
            Write(_folder.Log, 7, 12);
        };
        Assert.Null(await ShipAsync());
        Assert.Null(await ShipAsync());

        Assert.Equal(Lines(1, 12), _arrived);
    }

    [Fact]
    public async Task A_log_that_is_away_for_a_moment_is_handed_over_next_time()
    {
        Assert.Null(await ShipAsync());
        Write(_folder.Log, 1, 3);
        Assert.Null(await ShipAsync());

        Assert.Equal(Lines(1, 3), _arrived);
    }

    [Fact]
    public async Task Where_nothing_can_be_written_the_agent_goes_on_and_a_later_try_repeats()
    {
        Write(_folder.Log, 1, 3);
        Directory.CreateDirectory(_folder.LogPosition + ".next");
        Assert.Null(await ShipAsync());

        Directory.Delete(_folder.LogPosition + ".next");
        Assert.Null(await ShipAsync());
        Assert.Null(await ShipAsync());
        Assert.Equal([.. Lines(1, 3), .. Lines(1, 3)], _arrived);
    }

    private static IEnumerable<string> Lines(int first, int last) => Enumerable.Range(first, last - first + 1).Select(number => $"line {number}");

    private static void Write(string file, int first, int last) => File.AppendAllText(file, string.Concat(Lines(first, last).Select(line => line + "\n")));

    private Task<ChannelFailure?> ShipAsync() => new LogShipping(_folder, TakeAsync).ShipAsync(TestContext.Current.CancellationToken);

    private Task<ChannelFailure?> TakeAsync(LogUpload upload, CancellationToken cancellation)
    {
        if (_failure is null)
        {
            _arrived.AddRange(upload.Lines);
            _meanwhile?.Invoke();
        }

        return Task.FromResult(_failure);
    }
}
