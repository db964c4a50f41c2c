using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Tests.Storage;

public sealed class GroupReadTests
{
    private readonly Channel<(Guid[] Asked, TaskCompletionSource<IReadOnlyDictionary<Guid, string>> Answer)> _queries =
        Channel.CreateUnbounded<(Guid[], TaskCompletionSource<IReadOnlyDictionary<Guid, string>>)>();

    private readonly GroupRead<string> _read;

    public GroupReadTests() => _read = new GroupRead<string>(endpoints =>
    {
        TaskCompletionSource<IReadOnlyDictionary<Guid, string>> answer = new();
        _queries.Writer.TryWrite((endpoints, answer));
        return answer.Task;
    });

    [Fact]
    public async Task Who_asks_while_a_query_is_under_way_is_in_the_next_one()
    {
        Guid[] ids = [.. Enumerable.Range(0, 4).Select(_ => Guid.NewGuid())];
        Task<string?> first = ReadAsync(ids[0]);
        Task<string?>[] others = [.. ids[1..].Select(ReadAsync), ReadAsync(ids[1])];

        Guid[] alone = await AnswerAsync(new() { [ids[0]] = "first" });
        Guid[] together = await AnswerAsync(new() { [ids[1]] = "second", [ids[2]] = "third" });

        Assert.Equal("first", await first);
        Assert.Equal("second third  second", string.Join(' ', await Task.WhenAll(others)));
        Assert.Equal(ids[..1], alone);
        Assert.Equal(ids[1..], together);
    }

    [Fact]
    public async Task Nobody_is_told_what_was_read_before_it_asked()
    {
        Guid id = Guid.NewGuid();
        Task<string?> first = ReadAsync(id);
        Task<string?> second = ReadAsync(id);
        await AnswerAsync(new() { [id] = "old" });
        await AnswerAsync(new() { [id] = "new" });

        Assert.Equal("old", await first);
        Assert.Equal("new", await second);
    }

    [Fact]
    public async Task A_query_that_fails_is_told_to_those_in_it_and_the_next_ones_are_read()
    {
        Guid id = Guid.NewGuid();
        Task<string?> first = ReadAsync(id);
        (await _queries.Reader.ReadAsync()).Answer.SetException(new StorageException("away"));
        await Assert.ThrowsAsync<StorageException>(() => first);

        Task<string?> second = ReadAsync(id);
        await AnswerAsync(new() { [id] = "back" });
        Assert.Equal("back", await second);
    }

    [Fact]
    public async Task A_query_that_fails_is_told_to_all_who_wait_by_then()
    {
        Task<string?> first = ReadAsync(Guid.NewGuid());
        Task<string?>[] others = [.. Enumerable.Range(0, (2 * GroupRead<string>.MaxBatch) + 1).Select(_ => ReadAsync(Guid.NewGuid()))];
        (await _queries.Reader.ReadAsync()).Answer.SetException(new StorageException("away"));

        foreach (Task<string?> told in (Task<string?>[])[first, .. others])
        {
            await Assert.ThrowsAsync<StorageException>(() => told.WaitAsync(TimeSpan.FromSeconds(30)));
        }

        Assert.False(_queries.Reader.TryRead(out _), "the database was asked again");
    }

    [Fact]
    public async Task Who_gave_up_before_a_query_fails_leaves_no_exception_that_nobody_looks_at()
    {
        StorageException away = new("away");
        ConcurrentQueue<Exception> forgotten = new();
        void Forgotten(object? sender, UnobservedTaskExceptionEventArgs unobserved)
        {
            foreach (Exception error in unobserved.Exception.InnerExceptions)
            {
                forgotten.Enqueue(error);
            }
        }

        TaskScheduler.UnobservedTaskException += Forgotten;
        try
        {
            await GiveUpAsync(away);
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }
        finally
        {
            TaskScheduler.UnobservedTaskException -= Forgotten;
        }

        // Other tests run at the same time: only this one's counts.
        Assert.DoesNotContain(away, forgotten);
    }

    [Fact]
    public async Task A_query_asks_for_no_more_than_its_bound()
    {
        Task<string?> first = ReadAsync(Guid.NewGuid());
        Task<string?>[] others = [.. Enumerable.Range(0, GroupRead<string>.MaxBatch + 1).Select(_ => ReadAsync(Guid.NewGuid()))];
        int[] asked = [(await AnswerAsync([])).Length, (await AnswerAsync([])).Length, (await AnswerAsync([])).Length];

        await Task.WhenAll([first, .. others]);
        Assert.Equal([1, GroupRead<string>.MaxBatch, 1], asked);
    }

    [Fact]
    public async Task Who_gives_up_waits_no_longer_and_the_others_go_on()
    {
        Guid id = Guid.NewGuid();
        using CancellationTokenSource gone = new();
        Task<string?> first = _read.ReadAsync(id, gone.Token);
        Task<string?> second = ReadAsync(id);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);

        await AnswerAsync([]);
        await AnswerAsync(new() { [id] = "read" });
        Assert.Equal("read", await second);
    }

    // Of its own, so that nothing it made is in reach any more when it has ended.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task GiveUpAsync(StorageException away)
    {
        using CancellationTokenSource gone = new();
        Task<string?> first = _read.ReadAsync(Guid.NewGuid(), gone.Token);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        Task<string?> second = ReadAsync(Guid.NewGuid());
        (await _queries.Reader.ReadAsync()).Answer.SetException(away);
        await Assert.ThrowsAsync<StorageException>(() => second);
    }

    private Task<string?> ReadAsync(Guid id) => _read.ReadAsync(id, CancellationToken.None);

    // Answers the next query; gives what it asked for.
    private async Task<Guid[]> AnswerAsync(Dictionary<Guid, string> values)
    {
        (Guid[] asked, TaskCompletionSource<IReadOnlyDictionary<Guid, string>> answer) = await _queries.Reader.ReadAsync();
        answer.SetResult(values);
        return asked;
    }
}
