using System.Text.Json;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Checks;

/// <summary>Since when each reason of an endpoint's verdict is known, which deadlines are counted from; a column of <c>endpoints</c>.</summary>
internal sealed class ReasonStore(Database database)
{
    private const string None = "{}";

    /// <summary>Whether no other node can write here: the embedded database belongs to one.</summary>
    public bool IsOnlyWriter => database.Dialect == Dialect.Sqlite;

    /// <summary>What the last verdict left; empty before the first.</summary>
    public async Task<IReadOnlyDictionary<string, DateTimeOffset>> FirstSeenAsync(Guid endpointId, CancellationToken cancellation)
    {
        string? text = await database.FirstAsync<string>("SELECT reasons_first_seen FROM endpoints WHERE id = @endpointId", new { endpointId }, cancellation);
        return Read(text);
    }

    /// <summary>What the column keeps; empty for nothing.</summary>
    public static IReadOnlyDictionary<string, DateTimeOffset> Read(string? text) =>
        text is null or None ? new Dictionary<string, DateTimeOffset>() : JsonSerializer.Deserialize(text, ReasonJson.Default.DictionaryStringDateTimeOffset) ?? [];

    /// <summary>What a verdict leaves, as the column keeps it.</summary>
    public static string Write(IReadOnlyDictionary<string, DateTimeOffset> firstSeen) =>
        firstSeen.Count == 0 ? None : JsonSerializer.Serialize(new Dictionary<string, DateTimeOffset>(firstSeen), ReasonJson.Default.DictionaryStringDateTimeOffset);
}
