using Gatehouse.Contracts.Administration;
using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Server.Administration.Conditions;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>Reads all that is known of an endpoint.</summary>
internal sealed class EndpointDetails(Database database, EndpointStore endpoints, ExchangeStore exchanges)
{
    private const string ById = EndpointRow.Select + " WHERE e.id = @id";

    /// <summary>Reads an endpoint.</summary>
    public Task<EndpointRow?> FindAsync(Guid id, CancellationToken cancellation) => database.FirstAsync<EndpointRow>(ById, new { id }, cancellation);

    /// <summary>The same in a transaction.</summary>
    public static Task<EndpointRow?> FindAsync(WriteScope scope, Guid id) => scope.FirstAsync<EndpointRow>(ById, new { id });

    /// <summary>The answer that tells an endpoint.</summary>
    public async Task<Answer<EndpointDetail>> TellAsync(EndpointRow row, CancellationToken cancellation)
    {
        IReadOnlyList<string> hardwareIds = await endpoints.HardwareIdsAsync(row.Id, cancellation);
        LastVerdict? verdict = row.LastVerdict is null || row.LastVerdictAt is not { } at ? null : await VerdictAsync(row, at, cancellation);
        return new Answer<EndpointDetail>(row.ToDetail(hardwareIds, verdict), AdministrationJson.Default.EndpointDetail, row.Decided);
    }

    private async Task<LastVerdict> VerdictAsync(EndpointRow row, DateTimeOffset at, CancellationToken cancellation)
    {
        Exchange? exchange = row.LastVerdictExchange is { } id ? await exchanges.FindAsync(id, cancellation) : null;
        Verdict? verdict = exchange is not null && StoredDocuments.Read(exchange.VerdictDocument) is { } document ? VerdictDocuments.Read(document) : null;
        return new LastVerdict(
            Words.OfVerdict(row.LastVerdict)!, at, exchange?.PolicyVersion, verdict?.CatalogueVersion, [.. (verdict?.Reasons ?? []).Select(StoredDocuments.Tell)]);
    }
}
