namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>endpoints</c>: who an endpoint is, and the four truths about it (heartbeat, policy, log, verdict), never mixed.</summary>
internal sealed record Endpoint
{
    /// <summary>The identity the server gave.</summary>
    public required Guid Id { get; init; }

    /// <summary>Whether it may use its identity.</summary>
    public required EndpointState State { get; init; }

    /// <summary>Why it is held or revoked, for people.</summary>
    public string? StateReason { get; init; }

    /// <summary>When <see cref="State"/> was last set.</summary>
    public required DateTimeOffset StateChangedAt { get; init; }

    /// <summary>SHA-256 of the public key (SubjectPublicKeyInfo).</summary>
    public required byte[] KeyFingerprint { get; init; }

    /// <summary>The same of a key that a renewal brought and that has not been used yet.</summary>
    public byte[]? PendingKeyFingerprint { get; init; }

    /// <summary>What it calls itself.</summary>
    public required string HostName { get; init; }

    /// <summary>For people.</summary>
    public required string OperatingSystem { get; init; }

    /// <summary>Version of its agent.</summary>
    public required string AgentVersion { get; init; }

    /// <summary>When it enrolled.</summary>
    public required DateTimeOffset EnrolledAt { get; init; }

    /// <summary>The token it enrolled with.</summary>
    public string? EnrollmentTokenId { get; init; }

    /// <summary>Serial number of its newest certificate, in hexadecimal digits.</summary>
    public string? CertificateSerial { get; init; }

    /// <summary>When that certificate ends.</summary>
    public DateTimeOffset? CertificateExpiresAt { get; init; }

    /// <summary>Where it last opened a session from.</summary>
    public string? LastAddress { get; init; }

    /// <summary>Where the last check that decided what it may reach came from.</summary>
    public string? DesiredAccessAddress { get; init; }

    /// <summary>The start of its agent that opened the last session.</summary>
    public Guid? InstanceId { get; init; }

    /// <summary>When it last opened a session.</summary>
    public DateTimeOffset? LastSessionAt { get; init; }

    /// <summary>First truth: its last heartbeat.</summary>
    public DateTimeOffset? LastHeartbeatAt { get; init; }

    /// <summary>Second truth: the version of the policy it said it holds.</summary>
    public long? PolicyVersionHeld { get; init; }

    /// <summary>When it said so.</summary>
    public DateTimeOffset? PolicyHeldAt { get; init; }

    /// <summary>Third truth: when lines of its log last came.</summary>
    public DateTimeOffset? LastLogAt { get; init; }

    /// <summary>Fourth truth: its last verdict, as the number of the posture model.</summary>
    public int? LastVerdict { get; init; }

    /// <summary>When it was given.</summary>
    public DateTimeOffset? LastVerdictAt { get; init; }

    /// <summary>The exchange it was given in.</summary>
    public Guid? LastVerdictExchange { get; init; }

    /// <summary>What enforcement is to bring about.</summary>
    public Access? DesiredAccess { get; init; }

    /// <summary>When that was decided.</summary>
    public DateTimeOffset? DesiredAccessAt { get; init; }

    /// <summary>What enforcement last confirmed.</summary>
    public Access? ConfirmedAccess { get; init; }

    /// <summary>When it did.</summary>
    public DateTimeOffset? ConfirmedAccessAt { get; init; }

    /// <summary>Why the desired access is not confirmed.</summary>
    public string? EnforcementError { get; init; }
}
