namespace Gatehouse.Server.Storage;

/// <summary>A piece of work with a result.</summary>
/// <param name="work">The work.</param>
/// <param name="cancellation">Whether the caller still waits.</param>
/// <typeparam name="T">What it gives.</typeparam>
internal class PendingWriteOf<T>(Func<WriteScope, Task<T>> work, CancellationToken cancellation) : PendingWrite
{
    // The writer must not run its callers' code.
    private readonly TaskCompletionSource<T> _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the work gave.</summary>
    protected T? Result { get; set; }

    /// <summary>Ends when the work is durable, or failed.</summary>
    public Task<T> Completion => _completion.Task;

    /// <inheritdoc/>
    public override bool IsAbandoned => cancellation.IsCancellationRequested;

    /// <inheritdoc/>
    public override async Task RunAsync(WriteScope scope) => Result = await work(scope);

    /// <inheritdoc/>
    public override void Complete() => _completion.TrySetResult(Result!);

    /// <inheritdoc/>
    public override void Fail(Exception error) => _completion.TrySetException(error);
}
