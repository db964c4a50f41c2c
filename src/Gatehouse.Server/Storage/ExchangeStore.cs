namespace Gatehouse.Server.Storage;

/// <summary>The table <c>exchanges</c>. An exchange id is unique, so that a repeated report finds its verdict, on any node and after a restart.</summary>
internal sealed class ExchangeStore(Database database)
{
    /// <summary>Exchanges on one page at most.</summary>
    public const int MaxPage = 1_000;

    /// <summary>Finds an exchange.</summary>
    public Task<Exchange?> FindAsync(Guid exchangeId, CancellationToken cancellation) =>
        database.FirstAsync<Exchange>("SELECT * FROM exchanges WHERE exchange_id = @exchangeId", new { exchangeId }, cancellation);

    /// <summary>The exchanges of one endpoint, the newest first.</summary>
    /// <param name="endpointId">Whose.</param>
    /// <param name="before">Only those received before; null for all.</param>
    /// <param name="limit">At most <see cref="MaxPage"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Exchange>> ListAsync(Guid endpointId, DateTimeOffset? before, int limit, CancellationToken cancellation) => database.QueryAsync<Exchange>(
        "SELECT * FROM exchanges WHERE endpoint_id = @endpointId AND received_at < @before ORDER BY received_at DESC, exchange_id LIMIT @limit",
        new { endpointId, before = before ?? DateTimeOffset.MaxValue, limit = Math.Clamp(limit, 1, MaxPage) },
        cancellation);

    /// <summary>The last exchange of each endpoint, by endpoint, page by page: what a dry run of a policy is held against.</summary>
    /// <param name="after">The last endpoint of the page before; null for the first page.</param>
    /// <param name="limit">At most <see cref="MaxPage"/>.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Exchange>> LatestAsync(Guid? after, int limit, CancellationToken cancellation) => database.QueryAsync<Exchange>(
        """
        SELECT x.* FROM endpoints e JOIN exchanges x ON x.exchange_id = e.last_verdict_exchange
        WHERE e.id > @after ORDER BY e.id LIMIT @limit
        """,
        new { after = after?.ToString() ?? string.Empty, limit = Math.Clamp(limit, 1, MaxPage) },
        cancellation);

    /// <summary>Stores an exchange.</summary>
    /// <returns>False when it was stored before; then nothing is changed and the stored verdict is the one that counts.</returns>
    public static async Task<bool> InsertAsync(WriteScope scope, Exchange exchange) => await scope.ExecutePreparedAsync(
        """
        INSERT INTO exchanges (exchange_id, endpoint_id, received_at, report, verdict, verdict_document, policy_version)
        VALUES (@exchange, @endpoint, @received, @report, @verdict, @document, @policy)
        ON CONFLICT (exchange_id) DO NOTHING
        """,
        ("@exchange", exchange.ExchangeId.ToString()),
        ("@endpoint", exchange.EndpointId.ToString()),
        ("@received", exchange.ReceivedAt.ToUnixTimeMilliseconds()),
        ("@report", exchange.Report),
        ("@verdict", exchange.Verdict),
        ("@document", exchange.VerdictDocument),
        ("@policy", exchange.PolicyVersion)) > 0;

    /// <summary>Deletes exchanges received before a moment, but for the last of each endpoint.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="before">The moment.</param>
    /// <param name="limit">How many at once, so that others are not kept waiting.</param>
    /// <returns>How many were deleted; when it is <paramref name="limit"/>, there are more.</returns>
    public static Task<int> DeleteBeforeAsync(WriteScope scope, DateTimeOffset before, int limit) => scope.ExecuteAsync(
        """
        DELETE FROM exchanges WHERE exchange_id IN (
          SELECT x.exchange_id FROM exchanges x JOIN endpoints e ON e.id = x.endpoint_id
          WHERE x.received_at < @before AND (e.last_verdict_exchange IS NULL OR e.last_verdict_exchange <> x.exchange_id)
          ORDER BY x.received_at LIMIT @limit)
        """,
        new { before, limit });
}
