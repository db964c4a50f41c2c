namespace Gatehouse.Server.Storage;

/// <summary>A security check in the queue of <see cref="GroupCommit"/>; many of them are stored by one statement where the database can.</summary>
/// <param name="check">The check.</param>
/// <param name="cancellation">Whether the caller still waits.</param>
internal sealed class PendingCheck(StoredCheck check, CancellationToken cancellation)
    : PendingWriteOf<bool>(scope => CheckStore.InsertAsync(scope, check), cancellation)
{
    private readonly StoredCheck _check = check;

    private Guid ExchangeId => _check.Exchange.ExchangeId;

    /// <summary>Stores many at once.</summary>
    public static async Task RunAsync(WriteScope scope, IReadOnlyCollection<PendingCheck> checks)
    {
        // Of a report that came twice the first counts.
        HashSet<Guid> seen = new(checks.Count);
        PendingCheck[] first = [.. checks.Where(pending => seen.Add(pending.ExchangeId))];
        HashSet<string> stored = await CheckStore.InsertAsync(scope, [.. first.Select(pending => pending._check)]);
        foreach (PendingCheck pending in checks)
        {
            pending.Result = stored.Remove(pending.ExchangeId.ToString());
        }
    }
}
