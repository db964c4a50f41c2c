using Dapper;

namespace Gatehouse.Server.Storage;

/// <summary>The tables <c>endpoints</c> and <c>endpoint_hardware</c>.</summary>
internal sealed class EndpointStore(Database database)
{
    /// <summary>Endpoints on one page at most.</summary>
    public const int MaxPage = 1_000;

    /// <summary>Starts of an agent that are remembered.</summary>
    public const int MaxInstances = 16;

    private const string ByKey = "SELECT * FROM endpoints WHERE key_fingerprint = @fingerprint OR pending_key_fingerprint = @fingerprint";

    /// <summary>Finds an endpoint by its identity.</summary>
    public Task<Endpoint?> FindAsync(Guid id, CancellationToken cancellation) =>
        database.FirstAsync<Endpoint>("SELECT * FROM endpoints WHERE id = @id", new { id }, cancellation);

    /// <summary>The same within a transaction.</summary>
    public static Task<Endpoint?> FindAsync(WriteScope scope, Guid id) => scope.FirstAsync<Endpoint>("SELECT * FROM endpoints WHERE id = @id", new { id });

    /// <summary>Finds an endpoint by its key, the present one or one of a renewal.</summary>
    public static Task<Endpoint?> FindByKeyAsync(WriteScope scope, byte[] fingerprint) => scope.FirstAsync<Endpoint>(ByKey, new { fingerprint });

    /// <summary>Lists endpoints by id, page by page.</summary>
    /// <param name="after">The last id of the page before; null for the first page.</param>
    /// <param name="limit">At most <see cref="MaxPage"/>.</param>
    /// <param name="state">Only those in this state; null for all.</param>
    /// <param name="hostName">Only those whose host name begins so; null for all.</param>
    /// <param name="cancellation">Gives up.</param>
    public Task<IReadOnlyList<Endpoint>> ListAsync(Guid? after, int limit, EndpointState? state, string? hostName, CancellationToken cancellation)
    {
        string sql = "SELECT * FROM endpoints WHERE id > @after"
            + (state is null ? string.Empty : " AND state = @state")
            + (hostName is null ? string.Empty : " AND SUBSTR(host_name, 1, LENGTH(@hostName)) = @hostName")
            + " ORDER BY id LIMIT @limit";
        return database.QueryAsync<Endpoint>(
            sql, new { after = after?.ToString() ?? string.Empty, limit = Math.Clamp(limit, 1, MaxPage), state, hostName }, cancellation);
    }

    /// <summary>How many endpoints there are.</summary>
    public Task<long> CountAsync(CancellationToken cancellation) => database.FirstAsync<long>("SELECT COUNT(*) FROM endpoints", null, cancellation);

    /// <summary>The hints that came with an endpoint.</summary>
    public Task<IReadOnlyList<string>> HardwareIdsAsync(Guid id, CancellationToken cancellation) => database.QueryAsync<string>(
        "SELECT hardware_id FROM endpoint_hardware WHERE endpoint_id = @id ORDER BY hardware_id", new { id }, cancellation);

    /// <summary>The endpoint, not revoked, that was first to come with one of these hints.</summary>
    public static Task<Endpoint?> FindByHardwareAsync(WriteScope scope, IReadOnlyList<string> hardwareIds)
    {
        // Written out, since the dialects do not agree on how a list is a parameter.
        DynamicParameters arguments = new(new { EndpointState.Revoked });
        for (int i = 0; i < hardwareIds.Count; i++)
        {
            arguments.Add($"hint{i}", hardwareIds[i]);
        }

        string hints = hardwareIds.Count == 0 ? "NULL" : string.Join(", ", Enumerable.Range(0, hardwareIds.Count).Select(i => $"@hint{i}"));
        return scope.FirstAsync<Endpoint>(
            $"""
            SELECT * FROM endpoints
            WHERE id IN (SELECT endpoint_id FROM endpoint_hardware WHERE hardware_id IN ({hints})) AND state <> @Revoked
            ORDER BY enrolled_at, id LIMIT 1
            """,
            arguments);
    }

    /// <summary>Adds an endpoint with its hints.</summary>
    public static async Task InsertAsync(WriteScope scope, Endpoint endpoint, IReadOnlyCollection<string> hardwareIds)
    {
        await scope.ExecuteAsync(
            """
            INSERT INTO endpoints (id, state, state_reason, state_changed_at, key_fingerprint, host_name, operating_system, agent_version,
              enrolled_at, enrollment_token_id, certificate_serial, certificate_expires_at, last_address)
            VALUES (@Id, @State, @StateReason, @StateChangedAt, @KeyFingerprint, @HostName, @OperatingSystem, @AgentVersion,
              @EnrolledAt, @EnrollmentTokenId, @CertificateSerial, @CertificateExpiresAt, @LastAddress)
            """,
            endpoint);
        await AddHardwareAsync(scope, endpoint.Id, hardwareIds);
    }

    /// <summary>Adds hints to those an endpoint has.</summary>
    public static Task AddHardwareAsync(WriteScope scope, Guid id, IReadOnlyCollection<string> hardwareIds) => scope.ExecuteAsync(
        "INSERT INTO endpoint_hardware (endpoint_id, hardware_id) VALUES (@id, @hardwareId) ON CONFLICT (endpoint_id, hardware_id) DO NOTHING",
        hardwareIds.Select(hardwareId => new { id, hardwareId }).ToArray());

    /// <summary>Holds, approves or revokes an endpoint.</summary>
    /// <returns>Whether there is such an endpoint.</returns>
    public static async Task<bool> SetStateAsync(WriteScope scope, Guid id, EndpointState state, string? reason, DateTimeOffset now) => await scope.ExecuteAsync(
        "UPDATE endpoints SET state = @state, state_reason = @reason, state_changed_at = @now WHERE id = @id", new { id, state, reason, now }) > 0;

    /// <summary>Notes a certificate that was issued; <paramref name="pendingKey"/> is its key's fingerprint when that is a new one.</summary>
    public static Task SetCertificateAsync(WriteScope scope, Guid id, string serial, DateTimeOffset expires, byte[]? pendingKey) => scope.ExecuteAsync(
        """
        UPDATE endpoints SET certificate_serial = @serial, certificate_expires_at = @expires,
          pending_key_fingerprint = @pendingKey
        WHERE id = @id
        """,
        new { id, serial, expires, pendingKey });

    /// <summary>The key of a renewal was used: from now on it is the only one.</summary>
    public static Task PromoteKeyAsync(WriteScope scope, Guid id, byte[] fingerprint) => scope.ExecuteAsync(
        """
        UPDATE endpoints SET key_fingerprint = pending_key_fingerprint, pending_key_fingerprint = NULL
        WHERE id = @id AND pending_key_fingerprint = @fingerprint
        """,
        new { id, fingerprint });

    /// <summary>Whether this start of the agent opened a session before.</summary>
    public static async Task<bool> KnowsInstanceAsync(WriteScope scope, Guid id, Guid instanceId) => await scope.FirstAsync<long>(
        "SELECT COUNT(*) FROM endpoint_instances WHERE endpoint_id = @id AND instance_id = @instanceId", new { id, instanceId }) > 0;

    /// <summary>Notes what an endpoint said of itself when it opened a session.</summary>
    public static async Task SetSessionAsync(
        WriteScope scope, Guid id, Guid instanceId, string hostName, string operatingSystem, string agentVersion, string? address, DateTimeOffset now)
    {
        await scope.ExecuteAsync(
            """
            UPDATE endpoints SET host_name = @hostName, operating_system = @operatingSystem, agent_version = @agentVersion,
              last_address = @address, instance_id = @instanceId, last_session_at = @now
            WHERE id = @id
            """,
            new { id, instanceId, hostName, operatingSystem, agentVersion, address, now });
        await scope.ExecuteAsync(
            """
            INSERT INTO endpoint_instances (endpoint_id, instance_id, seen_at) VALUES (@id, @instanceId, @now)
            ON CONFLICT (endpoint_id, instance_id) DO UPDATE SET seen_at = excluded.seen_at
            """,
            new { id, instanceId, now });
        await scope.ExecuteAsync(
            """
            DELETE FROM endpoint_instances WHERE endpoint_id = @id AND instance_id NOT IN (
              SELECT instance_id FROM endpoint_instances WHERE endpoint_id = @id ORDER BY seen_at DESC, instance_id LIMIT @MaxInstances)
            """,
            new { id, MaxInstances });
    }

    /// <summary>Forgets the starts of an agent, once an administrator has decided about them.</summary>
    public static Task ForgetInstancesAsync(WriteScope scope, Guid id) => scope.ExecuteAsync("DELETE FROM endpoint_instances WHERE endpoint_id = @id", new { id });

    /// <summary>First truth: heartbeats, many at once; an older one never replaces a newer one.</summary>
    public static async Task SetHeartbeatsAsync(WriteScope scope, IReadOnlyCollection<Heartbeat> heartbeats)
    {
        if (scope.Dialect == Dialect.PostgreSql)
        {
            await scope.ExecutePreparedAsync(
                """
                UPDATE endpoints e SET last_heartbeat_at = h.at
                FROM (SELECT id, MAX(at) AS at FROM unnest(@ids, @times) AS heard (id, at) GROUP BY id) h
                WHERE e.id = h.id AND (e.last_heartbeat_at IS NULL OR e.last_heartbeat_at < h.at)
                """,
                ("@ids", heartbeats.Select(heartbeat => heartbeat.EndpointId.ToString()).ToArray()),
                ("@times", heartbeats.Select(heartbeat => heartbeat.At.ToUnixTimeMilliseconds()).ToArray()));
            return;
        }

        foreach (Heartbeat heartbeat in heartbeats)
        {
            await scope.ExecutePreparedAsync(
                "UPDATE endpoints SET last_heartbeat_at = @at WHERE id = @id AND (last_heartbeat_at IS NULL OR last_heartbeat_at < @at)",
                ("@at", heartbeat.At.ToUnixTimeMilliseconds()),
                ("@id", heartbeat.EndpointId.ToString()));
        }
    }

    /// <summary>Third truth: lines of its log came.</summary>
    public static Task SetLogAsync(WriteScope scope, Guid id, DateTimeOffset now) => scope.ExecuteAsync(
        "UPDATE endpoints SET last_log_at = @now WHERE id = @id", new { id, now });

    /// <summary>What enforcement is to bring about, where no verdict decides (log-off, missed heartbeats, revocation).</summary>
    public static Task SetDesiredAccessAsync(WriteScope scope, Guid id, Access desired, DateTimeOffset now) => scope.ExecuteAsync(
        "UPDATE endpoints SET desired_access = @desired, desired_access_at = @now WHERE id = @id", new { id, desired, now });

    /// <summary>The same, unless something later is known of the endpoint.</summary>
    /// <param name="scope">The transaction.</param>
    /// <param name="id">The endpoint.</param>
    /// <param name="desired">The access.</param>
    /// <param name="now">When it is decided.</param>
    /// <param name="column">The time that says so: last_heartbeat_at or last_verdict_at.</param>
    /// <param name="known">The latest that was known when it was decided.</param>
    /// <returns>Whether it was changed.</returns>
    public static async Task<bool> SetDesiredAccessAsync(WriteScope scope, Guid id, Access desired, DateTimeOffset now, string column, DateTimeOffset known) =>
        await scope.ExecuteAsync(
            $"UPDATE endpoints SET desired_access = @desired, desired_access_at = @now WHERE id = @id AND ({column} IS NULL OR {column} <= @known)",
            new { id, desired, now, known }) > 0;

    /// <summary>What enforcement brought about, or why it did not (then <paramref name="confirmed"/> is null and the old value stays).</summary>
    public static Task SetConfirmedAccessAsync(WriteScope scope, Guid id, Access? confirmed, string? error, DateTimeOffset now) => scope.ExecuteAsync(
        confirmed is null
            ? "UPDATE endpoints SET enforcement_error = @error WHERE id = @id"
            : "UPDATE endpoints SET confirmed_access = @confirmed, confirmed_access_at = @now, enforcement_error = NULL WHERE id = @id",
        new { id, confirmed, error, now });
}
