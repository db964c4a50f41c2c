using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Files;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Administration.Catalogues;

/// <summary>The catalogue that holds now. One place swaps it whole; everybody else reads it.</summary>
internal sealed partial class CatalogueInForce(Database database, ILogger<CatalogueInForce> logger) : IDisposable
{
    private readonly SemaphoreSlim _swapping = new(1, 1);
    private volatile PatchCatalogue _current = PatchCatalogue.Empty;
    private long _unreadable;

    /// <summary>The catalogue that holds now; empty until one is uploaded.</summary>
    public PatchCatalogue Current => _current;

    /// <summary>Reads the newest version, if it is another: at start, after an upload, and to learn what other nodes changed.</summary>
    public async Task ReloadAsync(CancellationToken cancellation)
    {
        await _swapping.WaitAsync(cancellation);
        try
        {
            long newest = await database.FirstAsync<long>("SELECT COALESCE(MAX(version), 0) FROM catalogue_versions", null, cancellation);
            if (newest == _current.Version || newest == _unreadable || await database.FirstAsync<CatalogueRow>(CatalogueRow.SelectNewest, null, cancellation) is not { } row)
            {
                return;
            }

            // A version of another program may say what this one does not understand; what held goes on holding, and once is enough to say so.
            if (CatalogueFile.Read(row.Text, row.Version, out IReadOnlyList<PolicyFileError> errors) is not { } read)
            {
                _unreadable = row.Version;
                LogUnreadable(logger, row.Version, errors[0].ToString());
                return;
            }

            _current = read;
            LogHolds(logger, read.Version, read.Name, read.Count);
        }
        finally
        {
            _swapping.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _swapping.Dispose();
}
