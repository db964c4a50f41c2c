using Gatehouse.Contracts.Administration.Endpoints;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Administration.Endpoints;

/// <summary>An endpoint with the policy it is under, as administrators see it.</summary>
internal sealed class EndpointRow
{
    /// <summary>The policy of endpoints that were not put under another.</summary>
    public const string DefaultPolicy = "default";

    /// <summary>All of them; conditions and order follow.</summary>
    public const string Select =
        $"""
        SELECT e.id, e.state, e.state_reason, e.key_fingerprint, e.host_name, e.operating_system, e.agent_version, e.enrolled_at,
          e.last_address, e.last_heartbeat_at, e.policy_version_held, e.last_log_at, e.last_verdict, e.last_verdict_at, e.last_verdict_exchange,
          e.desired_access, e.desired_access_at, e.confirmed_access, e.confirmed_access_at, e.enforcement_error,
          COALESCE(a.policy, '{DefaultPolicy}') AS policy, p.active_version AS policy_version
        FROM endpoints e
        LEFT JOIN assignments a ON a.endpoint_id = e.id
        LEFT JOIN policies p ON p.name = COALESCE(a.policy, '{DefaultPolicy}')
        """;

    /// <summary>Its identity.</summary>
    public Guid Id { get; init; }

    /// <summary>Whether it may use it.</summary>
    public EndpointState State { get; init; }

    /// <summary>Why it is held or revoked.</summary>
    public string? StateReason { get; init; }

    /// <summary>SHA-256 of its public key.</summary>
    public required byte[] KeyFingerprint { get; init; }

    /// <summary>What it calls itself.</summary>
    public required string HostName { get; init; }

    /// <summary>As it says.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>As it says.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>When it enrolled.</summary>
    public DateTimeOffset EnrolledAt { get; init; }

    /// <summary>Where it last came from.</summary>
    public string? LastAddress { get; init; }

    /// <summary>First truth.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>Second truth.</summary>
    public long? PolicyVersionHeld { get; init; }

    /// <summary>Third truth.</summary>
    public DateTimeOffset? LastLogAt { get; init; }

    /// <summary>Fourth truth, as the number of the posture model.</summary>
    public int? LastVerdict { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? LastVerdictAt { get; init; }

    /// <summary>The exchange it was given in.</summary>
    public Guid? LastVerdictExchange { get; init; }

    /// <summary>What enforcement is to bring about.</summary>
    public Access? DesiredAccess { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? DesiredAccessAt { get; init; }

    /// <summary>What enforcement confirmed.</summary>
    public Access? ConfirmedAccess { get; init; }

    /// <summary>When.</summary>
    public DateTimeOffset? ConfirmedAccessAt { get; init; }

    /// <summary>Why it did not.</summary>
    public string? EnforcementError { get; init; }

    /// <summary>Name of the policy it is under.</summary>
    public required string Policy { get; init; }

    /// <summary>The version of it that is active.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>What administrators decide of it.</summary>
    public string Decided => $"{State}\n{StateReason}\n{Policy}";

    /// <summary>As it is told in a list.</summary>
    public EndpointSummary ToSummary() => new(
        Id,
        HostName,
        Words.Of(State),
        Policy,
        Words.OfVerdict(LastVerdict),
        LastVerdictAt,
        PolicyVersionHeld,
        LastHeartbeatAt,
        LastLogAt,
        Words.Of(DesiredAccess),
        Words.Of(ConfirmedAccess));

    /// <summary>As it is told alone.</summary>
    /// <param name="hardwareIds">The hints that came with it.</param>
    /// <param name="verdict">The last verdict with its reasons.</param>
    public EndpointDetail ToDetail(IReadOnlyList<string> hardwareIds, LastVerdict? verdict) => new(
        Id,
        HostName,
        Words.Of(State),
        StateReason,
        Policy,
        PolicyVersion,
        OperatingSystem,
        AgentVersion,
        hardwareIds,
        Convert.ToHexStringLower(KeyFingerprint),
        EnrolledAt,
        LastAddress,
        LastHeartbeatAt,
        PolicyVersionHeld,
        LastLogAt,
        verdict,
        Words.Of(DesiredAccess) is { } desired
            ? new EnforcementState(desired, DesiredAccessAt, Words.Of(ConfirmedAccess), ConfirmedAccessAt, EnforcementError)
            : null);
}
