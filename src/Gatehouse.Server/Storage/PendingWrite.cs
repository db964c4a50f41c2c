namespace Gatehouse.Server.Storage;

/// <summary>A piece of work in the queue of <see cref="GroupCommit"/>.</summary>
internal abstract class PendingWrite
{
    /// <summary>Whether the caller has gone; then the work is not begun.</summary>
    public abstract bool IsAbandoned { get; }

    /// <summary>Does the work. May be called again after a rollback.</summary>
    public abstract Task RunAsync(WriteScope scope);

    /// <summary>Tells the caller that what <see cref="RunAsync"/> did is durable.</summary>
    public abstract void Complete();

    /// <summary>Tells the caller that nothing of it was stored.</summary>
    public abstract void Fail(Exception error);
}
