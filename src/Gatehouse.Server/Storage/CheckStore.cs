namespace Gatehouse.Server.Storage;

/// <summary>Stores security checks: the exchange, and what it changes of its endpoint. This is what is written most.</summary>
internal static class CheckStore
{
    // A check of an endpoint that is among those of this batch twice changes the endpoint once: a row cannot be updated twice by one statement.
    private const string InsertMany =
        """
        WITH incoming AS (
          SELECT * FROM unnest(@exchanges, @endpoints, @received, @reports, @verdicts, @documents, @policies, @desired, @reasons, @addresses)
            WITH ORDINALITY AS row (exchange_id, endpoint_id, received_at, report, verdict, verdict_document, policy_version, desired, reasons, address, number)),
        stored AS (
          INSERT INTO exchanges (exchange_id, endpoint_id, received_at, report, verdict, verdict_document, policy_version)
          SELECT exchange_id, endpoint_id, received_at, report, verdict, verdict_document, policy_version FROM incoming ORDER BY number
          ON CONFLICT (exchange_id) DO NOTHING
          RETURNING exchange_id),
        latest AS (
          SELECT DISTINCT ON (endpoint_id) incoming.* FROM incoming JOIN stored USING (exchange_id) ORDER BY endpoint_id, number DESC),
        judged AS (
          UPDATE endpoints e SET last_verdict = l.verdict, last_verdict_at = l.received_at, last_verdict_exchange = l.exchange_id,
            desired_access = l.desired, desired_access_at = l.received_at, policy_version_held = l.policy_version, policy_held_at = l.received_at,
            reasons_first_seen = l.reasons, desired_access_address = COALESCE(l.address, e.desired_access_address)
          FROM latest l WHERE e.id = l.endpoint_id)
        SELECT exchange_id FROM stored
        """;

    /// <summary>Stores one check.</summary>
    /// <returns>False when the exchange was stored before; then nothing is changed.</returns>
    public static async Task<bool> InsertAsync(WriteScope scope, StoredCheck check)
    {
        if (!await ExchangeStore.InsertAsync(scope, check.Exchange))
        {
            return false;
        }

        await SetVerdictAsync(scope, check);
        return true;
    }

    /// <summary>Runs the statements that a check needs, without a check: nothing is changed.</summary>
    public static Task RehearseAsync(WriteScope scope) => scope.Dialect == Dialect.PostgreSql
        ? InsertAsync(scope, [])
        : SetVerdictAsync(scope, new StoredCheck(
            new Exchange { ExchangeId = Guid.Empty, EndpointId = Guid.Empty, ReceivedAt = default, Report = [], Verdict = 0, VerdictDocument = [], PolicyVersion = 0 },
            Access.Off,
            string.Empty));

    /// <summary>Stores many checks with one statement (PostgreSQL).</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="checks">The checks, each exchange once.</param>
    /// <returns>The exchanges that were not stored before.</returns>
    public static async Task<HashSet<string>> InsertAsync(WriteScope scope, IReadOnlyList<StoredCheck> checks) =>
    [
        .. await scope.QueryPreparedAsync(
            InsertMany,
            ("@exchanges", Column(checks, check => check.Exchange.ExchangeId.ToString())),
            ("@endpoints", Column(checks, check => check.Exchange.EndpointId.ToString())),
            ("@received", Column(checks, check => check.Exchange.ReceivedAt.ToUnixTimeMilliseconds())),
            ("@reports", Column(checks, check => check.Exchange.Report)),
            ("@verdicts", Column(checks, check => check.Exchange.Verdict)),
            ("@documents", Column(checks, check => check.Exchange.VerdictDocument)),
            ("@policies", Column(checks, check => check.Exchange.PolicyVersion)),
            ("@desired", Column(checks, check => (int)check.Desired)),
            ("@reasons", Column(checks, check => check.ReasonsFirstSeen)),
            ("@addresses", Column(checks, check => check.Address))),
    ];

    private static Task<int> SetVerdictAsync(WriteScope scope, StoredCheck check) => scope.ExecutePreparedAsync(
        """
        UPDATE endpoints SET last_verdict = @verdict, last_verdict_at = @now, last_verdict_exchange = @exchange,
          desired_access = @desired, desired_access_at = @now, policy_version_held = @policy, policy_held_at = @now, reasons_first_seen = @reasons,
          desired_access_address = COALESCE(@address, desired_access_address)
        WHERE id = @id
        """,
        ("@verdict", check.Exchange.Verdict),
        ("@now", check.Exchange.ReceivedAt.ToUnixTimeMilliseconds()),
        ("@exchange", check.Exchange.ExchangeId.ToString()),
        ("@desired", (int)check.Desired),
        ("@policy", check.Exchange.PolicyVersion),
        ("@reasons", check.ReasonsFirstSeen),
        ("@address", check.Address),
        ("@id", check.Exchange.EndpointId.ToString()));

    private static T[] Column<T>(IReadOnlyList<StoredCheck> checks, Func<StoredCheck, T> value)
    {
        T[] column = new T[checks.Count];
        for (int i = 0; i < column.Length; i++)
        {
            column[i] = value(checks[i]);
        }

        return column;
    }
}
