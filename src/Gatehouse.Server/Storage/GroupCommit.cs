using System.Data.Common;
using System.Diagnostics;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Storage;

/// <summary>
/// The one writer of a node. Callers queue pieces of work; the writer takes all that wait, runs them in one transaction, commits once, and only
/// then tells the callers: what a caller was told is durable. A piece of work that fails takes nobody else with it.
/// </summary>
/// <remarks>
/// When <see cref="QueueCapacity"/> pieces wait, a caller waits until there is room (or gives up by its token): nothing is dropped.
/// A piece may run more than once, so its only effect must be on the database.
/// </remarks>
internal sealed partial class GroupCommit : IAsyncDisposable
{
    /// <summary>Pieces of work that may wait.</summary>
    public const int QueueCapacity = 16_384;

    /// <summary>Pieces of work in one transaction at most.</summary>
    public const int MaxBatch = 1_024;

    private const string Savepoint = "work";
    private const int MaxAttempts = 3;

    private readonly Database _database;
    private readonly ILogger _logger;
    private readonly Channel<PendingWrite> _queue = Channel.CreateBounded<PendingWrite>(
        new BoundedChannelOptions(QueueCapacity) { SingleReader = true, FullMode = BoundedChannelFullMode.Wait });

    private readonly Task _writer;
    private DbConnection? _connection;
    private WriteScope? _scope;
    private bool _isCommitting;

    /// <summary>Starts the writer.</summary>
    public GroupCommit(Database database, ILogger<GroupCommit> logger)
    {
        _database = database;
        _logger = logger;
        _writer = Task.Run(WriteAllAsync);
    }

    /// <summary>Pieces of work that wait.</summary>
    public int Waiting => _queue.Reader.Count;

    /// <summary>Runs <paramref name="work"/> in the next transaction.</summary>
    /// <param name="work">Writes with the scope it is given, and nothing else.</param>
    /// <param name="cancellation">Gives up as long as the work has not begun.</param>
    /// <returns>When it is durable.</returns>
    /// <exception cref="StorageException">Nothing was stored: the database cannot be used.</exception>
    public Task<T> WriteAsync<T>(Func<WriteScope, Task<T>> work, CancellationToken cancellation) =>
        EnqueueAsync(new PendingWriteOf<T>(work, cancellation), cancellation);

    /// <summary>Stores a security check in the next transaction, with others in one statement where the database can.</summary>
    /// <param name="check">The check.</param>
    /// <param name="cancellation">Gives up as long as the work has not begun.</param>
    /// <returns>When it is durable: false when its exchange was stored before.</returns>
    /// <exception cref="StorageException">Nothing was stored: the database cannot be used.</exception>
    public Task<bool> StoreAsync(StoredCheck check, CancellationToken cancellation) => EnqueueAsync(new PendingCheck(check, cancellation), cancellation);

    /// <summary>The same for work without a result.</summary>
    public Task WriteAsync(Func<WriteScope, Task> work, CancellationToken cancellation) => WriteAsync(
        async scope =>
        {
            await work(scope);
            return true;
        },
        cancellation);

    /// <summary>Stores what waits, and ends.</summary>
    public async ValueTask DisposeAsync()
    {
        _queue.Writer.TryComplete();
        await _writer;
    }

    private async Task<T> EnqueueAsync<T>(PendingWriteOf<T> pending, CancellationToken cancellation)
    {
        try
        {
            await _queue.Writer.WriteAsync(pending, cancellation);
        }
        catch (ChannelClosedException)
        {
            throw new StorageException("the server is stopping and stores nothing more; try again when it runs");
        }

        return await pending.Completion;
    }

    private async Task WriteAllAsync()
    {
        List<PendingWrite> batch = new(MaxBatch);
        while (await _queue.Reader.WaitToReadAsync())
        {
            while (batch.Count < MaxBatch && _queue.Reader.TryRead(out PendingWrite? pending))
            {
                if (pending.IsAbandoned)
                {
                    pending.Fail(new OperationCanceledException());
                }
                else
                {
                    batch.Add(pending);
                }
            }

            if (batch.Count > 0)
            {
                await WriteAsync(batch);
                batch.Clear();
            }
        }

        await DisconnectAsync();
    }

    private async Task WriteAsync(List<PendingWrite> batch)
    {
        long start = Stopwatch.GetTimestamp();
        try
        {
            for (int attempt = 1; !await TryWriteAsync(batch, attempt); attempt++)
            {
                // Once more, as the attempt left it.
            }

            Telemetry.BatchSize.Record(batch.Count);
            Telemetry.CommitTime.Record(Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
#pragma warning disable CA1031 // Whatever it is, the callers must be told and the writer must go on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            await DisconnectAsync();
            Exception told = StorageFailures.Describe(error, _database.Place) is string problem ? new StorageException(problem, error) : error;
            LogBatchFailed(_logger, told.Message, batch.Count);
            batch.ForEach(pending => pending.Fail(told));
        }
    }

    // Nothing of an attempt that ends before its commit is stored, so another one does no harm.
    private async Task<bool> TryWriteAsync(List<PendingWrite> batch, int attempt)
    {
        _isCommitting = false;
        try
        {
            // Failures are rare: a savepoint around every piece is paid for only after one.
            return await TryWriteAsync(batch, guarded: false) || await TryWriteAsync(batch, guarded: true);
        }
        catch (DbException error) when (attempt < MaxAttempts && !_isCommitting && StorageFailures.IsPassing(error))
        {
            // The database was started again since the last commit, or two nodes waited for one another.
            await DisconnectAsync();
            return false;
        }
    }

    private async Task<bool> TryWriteAsync(List<PendingWrite> batch, bool guarded)
    {
        if (_connection is null || _scope is null)
        {
            _connection = await _database.ConnectAsync(CancellationToken.None);
            _scope = new WriteScope(_connection, _database.Dialect);
        }

        await using DbTransaction transaction = await _connection.BeginTransactionAsync();
        _scope.Transaction = transaction;
        List<PendingWrite> done = new(batch.Count);
        PendingCheck[] together = guarded || _database.Dialect == Dialect.Sqlite ? [] : [.. batch.OfType<PendingCheck>()];
        if (together.Length > 0)
        {
            try
            {
                await PendingCheck.RunAsync(_scope, together);
                done.AddRange(together);
            }
            catch (DbException error) when (!StorageFailures.IsOfDatabase(error))
            {
                await transaction.RollbackAsync();
                return false;
            }
        }

        foreach (PendingWrite pending in together.Length > 0 ? batch.Where(pending => pending is not PendingCheck) : batch)
        {
            if (guarded)
            {
                await transaction.SaveAsync(Savepoint);
            }

            try
            {
                await pending.RunAsync(_scope);
                done.Add(pending);
            }
            catch (Exception error) when (error is not DbException failure || !StorageFailures.IsOfDatabase(failure))
            {
                if (!guarded)
                {
                    await transaction.RollbackAsync();
                    return false;
                }

                await transaction.RollbackAsync(Savepoint);
                pending.Fail(error);
            }
        }

        _isCommitting = true;
        await transaction.CommitAsync();
        done.ForEach(pending => pending.Complete());
        return true;
    }

    private async Task DisconnectAsync()
    {
        _scope?.Dispose();
        _scope = null;
        if (_connection is not null)
        {
            await _connection.DisposeAsync();
            _connection = null;
        }
    }
}
