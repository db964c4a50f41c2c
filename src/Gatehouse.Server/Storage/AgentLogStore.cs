namespace Gatehouse.Server.Storage;

/// <summary>The table <c>agent_log</c>: the last lines of each endpoint's log.</summary>
internal sealed class AgentLogStore(Database database)
{
    /// <summary>Lines kept of one endpoint.</summary>
    public const int MaxLines = 5_000;

    /// <summary>The last lines of an endpoint, the oldest of them first.</summary>
    public async Task<IReadOnlyList<AgentLogLine>> TailAsync(Guid endpointId, int limit, CancellationToken cancellation)
    {
        IReadOnlyList<AgentLogLine> lines = await database.QueryAsync<AgentLogLine>(
            "SELECT id, received_at, line FROM agent_log WHERE endpoint_id = @endpointId ORDER BY id DESC LIMIT @limit",
            new { endpointId, limit = Math.Clamp(limit, 1, MaxLines) },
            cancellation);
        return [.. lines.Reverse()];
    }

    /// <summary>Adds lines, and drops the oldest beyond <see cref="MaxLines"/>.</summary>
    public static async Task AppendAsync(WriteScope scope, Guid endpointId, IEnumerable<string> lines, DateTimeOffset now)
    {
        foreach (string line in lines)
        {
            await scope.ExecutePreparedAsync(
                "INSERT INTO agent_log (endpoint_id, received_at, line) VALUES (@endpoint, @received, @line)",
                ("@endpoint", endpointId.ToString()),
                ("@received", now.ToUnixTimeMilliseconds()),
                ("@line", line));
        }

        await scope.ExecuteAsync(
            """
            DELETE FROM agent_log WHERE endpoint_id = @endpointId AND id <= (
              SELECT id FROM agent_log WHERE endpoint_id = @endpointId ORDER BY id DESC LIMIT 1 OFFSET @MaxLines)
            """,
            new { endpointId, MaxLines });
    }
}
