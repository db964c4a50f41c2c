using Gatehouse.Contracts.Administration.Policies;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Server.Administration.Catalogues;
using Gatehouse.Server.Administration.Endpoints;
using Gatehouse.Server.Checks;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>
/// Works out what a policy would change: the last report of each endpoint, judged by the active version and by the policy tried, both as the next
/// check would if it came now with the same report: against the same catalogue, and with time counted from when a reason was first seen. One trial runs at a time, since it reads all reports.
/// </summary>
internal sealed class PolicyTrials(Database database, PolicyCatalog policies, CatalogueInForce catalogue, TimeProvider clock) : IDisposable
{
    private const int RowsAtOnce = 200;

    private readonly SemaphoreSlim _running = new(1, 1);

    /// <summary>Tries a policy.</summary>
    /// <param name="name">Name of the policy whose endpoints are looked at; null for all endpoints, each compared with the policy it is under.</param>
    /// <param name="candidate">The policy tried.</param>
    /// <param name="cancellation">Gives up.</param>
    public async Task<PolicyTrialResult> RunAsync(string? name, Policy candidate, CancellationToken cancellation)
    {
        await _running.WaitAsync(cancellation);
        try
        {
            PolicySnapshot current = policies.Current;
            TrialTally tally = new(name ?? candidate.Name, name is null ? null : current.Active.GetValueOrDefault(name)?.Version, isNew: name is null);
            DateTimeOffset now = clock.GetUtcNow();
            Guid? after = null;
            IReadOnlyList<ReportRow> rows;
            do
            {
                rows = await ReadAsync(name, after, cancellation);
                foreach (ReportRow row in rows)
                {
                    cancellation.ThrowIfCancellationRequested();
                    Judge(row, current.For(row.Id), candidate, now, tally);
                    after = row.Id;
                }
            }
            while (rows.Count == RowsAtOnce);

            return tally.ToResult();
        }
        finally
        {
            _running.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _running.Dispose();

    private void Judge(ReportRow row, Policy? active, Policy candidate, DateTimeOffset now, TrialTally tally)
    {
        if (row.Report is null || row.ReceivedAt is not { } received || StoredDocuments.Read(row.Report) is not { } document)
        {
            tally.AddWithoutReport();
            return;
        }

        PostureReport report = ReportDocuments.Read(document);
        EvaluationContext context = new(now) { FirstSeen = ReasonStore.Read(row.ReasonsFirstSeen) };
        tally.Add(
            row,
            received,
            active is null ? null : PolicyEvaluation.Evaluate(active, report, catalogue.Current, context),
            PolicyEvaluation.Evaluate(candidate, report, catalogue.Current, context));
    }

    private Task<IReadOnlyList<ReportRow>> ReadAsync(string? name, Guid? after, CancellationToken cancellation) => database.QueryAsync<ReportRow>(
        $"""
        SELECT e.id, e.host_name, x.report, x.received_at, e.reasons_first_seen
        FROM endpoints e
        LEFT JOIN assignments a ON a.endpoint_id = e.id
        LEFT JOIN exchanges x ON x.exchange_id = e.last_verdict_exchange
        WHERE e.state = @Active AND e.id > @After{(name is null ? string.Empty : $" AND COALESCE(a.policy, '{EndpointRow.DefaultPolicy}') = @name")}
        ORDER BY e.id LIMIT {RowsAtOnce}
        """,
        new { name, EndpointState.Active, After = after?.ToString() ?? string.Empty },
        cancellation);
}
