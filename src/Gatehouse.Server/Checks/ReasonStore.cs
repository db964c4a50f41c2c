using System.Text.Json;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Checks;

/// <summary>Since when each reason of an endpoint's verdict is known, which deadlines are counted from; a column of <c>endpoints</c>.</summary>
internal sealed class ReasonStore
{
    private const string None = "{}";

    private readonly Database _database;
    private readonly GroupRead<string> _columns;

    /// <summary>Makes the store.</summary>
    public ReasonStore(Database database)
    {
        _database = database;
        _columns = new GroupRead<string>(ReadColumnsAsync);
    }

    /// <summary>Whether no other node can write here: the embedded database belongs to one.</summary>
    public bool IsOnlyWriter => _database.Dialect == Dialect.Sqlite;

    /// <summary>What the last verdict left; empty before the first.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(Guid endpointId, CancellationToken cancellation)
    {
        string? text = IsOnlyWriter
            ? await _database.FirstAsync<string>("SELECT reasons_first_seen FROM endpoints WHERE id = @endpointId", new { endpointId }, cancellation)
            : await _columns.ReadAsync(endpointId, cancellation);
        return Read(text);
    }

    /// <summary>What the column keeps; empty for nothing.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> Read(string? text) =>
        text is null or None ? new Dictionary<string, DateTimeOffset>() : JsonSerializer.Deserialize(text, ReasonJson.Default.DictionaryStringDateTimeOffset) ?? [];

    /// <summary>What a verdict leaves, as the column keeps it.</summary>
    public static string Write(IReadOnlyDictionary<string, DateTimeOffset> firstSeen) =>
        firstSeen.Count == 0 ? None : JsonSerializer.Serialize(new Dictionary<string, DateTimeOffset>(firstSeen), ReasonJson.Default.DictionaryStringDateTimeOffset);

    private async Task<IReadOnlyDictionary<Guid, string>> ReadColumnsAsync(Guid[] endpoints)
    {
        string[] ids = Array.ConvertAll(endpoints, endpoint => endpoint.ToString());
        IReadOnlyList<ReasonRow> rows = await _database.QueryAsync<ReasonRow>(
            "SELECT id, reasons_first_seen FROM endpoints WHERE id = ANY(@ids) AND reasons_first_seen IS NOT NULL", new { ids }, CancellationToken.None);
        return rows.ToDictionary(row => row.Id, row => row.ReasonsFirstSeen);
    }
}
