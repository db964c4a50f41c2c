namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>All that is known of one endpoint.</summary>
/// <param name="Id">The identity that the server gave.</param>
/// <param name="HostName">What the endpoint calls itself; no identity.</param>
/// <param name="State">held, active or revoked.</param>
/// <param name="StateReason">Why it is held or revoked; null while active.</param>
/// <param name="Policy">Name of the policy it is under.</param>
/// <param name="PolicyVersion">Version of that policy that is active now.</param>
/// <param name="OperatingSystem">As the endpoint says.</param>
/// <param name="AgentVersion">As the endpoint says.</param>
/// <param name="HardwareIds">Hints such as "mac:…"; they tell clones, they prove nothing.</param>
/// <param name="KeySha256">SHA-256 of the endpoint's public key, lower-case hexadecimal.</param>
/// <param name="EnrolledAt">When it asked for an identity.</param>
/// <param name="LastAddress">Address it last opened a session from.</param>
/// <param name="LastHeartbeat">When it was last heard of.</param>
/// <param name="PolicyVersionHeld">Version of the policy that the endpoint last said it holds.</param>
/// <param name="LastLog">When it last sent lines of its log.</param>
/// <param name="Verdict">The last verdict; null before the first.</param>
/// <param name="Enforcement">What is asked of the network, and what the network confirmed; null where nothing is enforced.</param>
public sealed record EndpointDetail(
    Guid Id,
    string HostName,
    string State,
    string? StateReason,
    string Policy,
    long? PolicyVersion,
    string OperatingSystem,
    string AgentVersion,
    IReadOnlyList<string> HardwareIds,
    string KeySha256,
    DateTimeOffset EnrolledAt,
    string? LastAddress,
    DateTimeOffset? LastHeartbeat,
    long? PolicyVersionHeld,
    DateTimeOffset? LastLog,
    LastVerdict? Verdict,
    EnforcementState? Enforcement);
