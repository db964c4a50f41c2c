namespace Gatehouse.Server.Storage;

/// <summary>
/// Reads a value of many endpoints with one statement: who asks while a query is under way is in the next one. A thousand checks a second then
/// cost a few queries instead of a thousand, and nobody is told what was read before it asked. A query that fails is told to all who wait by then, in it
/// or not.
/// </summary>
/// <param name="read">Reads the values of some endpoints; those without one are left out.</param>
/// <typeparam name="T">The value.</typeparam>
internal sealed class GroupRead<T>(Func<Guid[], Task<IReadOnlyDictionary<Guid, T>>> read)
{
    /// <summary>Endpoints in one query at most.</summary>
    public const int MaxBatch = 1_024;

    private readonly Lock _gate = new();
    private readonly Queue<(Guid EndpointId, TaskCompletionSource<T?> Asked)> _waiting = new();
    private bool _isReading;

    /// <summary>Reads the value of an endpoint.</summary>
    /// <param name="endpointId">Which.</param>
    /// <param name="cancellation">Gives up.</param>
    /// <returns>Null when it has none.</returns>
    /// <exception cref="StorageException">The database cannot be used.</exception>
    public Task<T?> ReadAsync(Guid endpointId, CancellationToken cancellation)
    {
        // The reader must not run its callers' code.
        TaskCompletionSource<T?> asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        bool begins;
        lock (_gate)
        {
            _waiting.Enqueue((endpointId, asked));
            begins = !_isReading;
            _isReading = true;
        }

        if (begins)
        {
            _ = ReadWaitingAsync();
        }

        return asked.Task.WaitAsync(cancellation);
    }

    private async Task ReadWaitingAsync()
    {
        List<(Guid EndpointId, TaskCompletionSource<T?> Asked)> batch = new(MaxBatch);
        while (TryTake(batch))
        {
            try
            {
                IReadOnlyDictionary<Guid, T> values = await read([.. batch.Select(waiting => waiting.EndpointId).Distinct()]);
                batch.ForEach(waiting => waiting.Asked.SetResult(values.GetValueOrDefault(waiting.EndpointId)));
            }
#pragma warning disable CA1031 // Whatever it is, those who asked must be told and the others must be read.
            catch (Exception error)
#pragma warning restore CA1031
            {
                batch.ForEach(waiting => Fail(waiting.Asked, error));
                FailWaiting(error);
            }
        }
    }

    // A database that is away takes seconds to say so: in batches one after another, the last would hear of it after minutes.
    private void FailWaiting(Exception error)
    {
        lock (_gate)
        {
            while (_waiting.TryDequeue(out (Guid EndpointId, TaskCompletionSource<T?> Asked) next))
            {
                Fail(next.Asked, error);
            }
        }
    }

    // Who gave up looks no more, and an exception that nobody looks at would be reported as forgotten.
    private static void Fail(TaskCompletionSource<T?> asked, Exception error)
    {
        if (asked.TrySetException(error))
        {
            _ = asked.Task.Exception;
        }
    }

    private bool TryTake(List<(Guid EndpointId, TaskCompletionSource<T?> Asked)> batch)
    {
        batch.Clear();
        lock (_gate)
        {
            while (batch.Count < MaxBatch && _waiting.TryDequeue(out (Guid EndpointId, TaskCompletionSource<T?> Asked) next))
            {
                batch.Add(next);
            }

            return _isReading = batch.Count > 0;
        }
    }
}
