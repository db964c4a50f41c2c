namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>One endpoint in a list. The four truths (heartbeat, policy held, log, verdict) are apart, because any of them can be old.</summary>
/// <param name="Id">The identity that the server gave.</param>
/// <param name="HostName">What the endpoint calls itself; no identity.</param>
/// <param name="State">held, active or revoked.</param>
/// <param name="Policy">Name of the policy it is under.</param>
/// <param name="Verdict">The last verdict: admitted, reminded, isolated or offline; null before the first.</param>
/// <param name="VerdictAt">When the last verdict was given.</param>
/// <param name="PolicyVersionHeld">Version of the policy that the endpoint last said it holds.</param>
/// <param name="LastHeartbeat">When it was last heard of.</param>
/// <param name="LastLog">When it last sent lines of its log.</param>
/// <param name="DesiredAccess">What is asked of the network: off, isolated or admitted; null before the first verdict.</param>
/// <param name="ConfirmedAccess">What the network confirmed; null when nothing yet.</param>
public sealed record EndpointSummary(
    Guid Id,
    string HostName,
    string State,
    string Policy,
    string? Verdict,
    DateTimeOffset? VerdictAt,
    long? PolicyVersionHeld,
    DateTimeOffset? LastHeartbeat,
    DateTimeOffset? LastLog,
    string? DesiredAccess,
    string? ConfirmedAccess);
