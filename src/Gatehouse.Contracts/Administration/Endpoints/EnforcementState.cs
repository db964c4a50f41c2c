namespace Gatehouse.Contracts.Administration.Endpoints;

/// <summary>What is asked of the network for an endpoint, apart from what the network confirmed.</summary>
/// <param name="Desired">admitted, isolated or off.</param>
/// <param name="DesiredAt">Since when.</param>
/// <param name="Confirmed">What the network last confirmed; null when nothing yet.</param>
/// <param name="ConfirmedAt">When.</param>
/// <param name="Error">Why the last attempt failed; null when it did not.</param>
public sealed record EnforcementState(
    string Desired,
    DateTimeOffset? DesiredAt,
    string? Confirmed,
    DateTimeOffset? ConfirmedAt,
    string? Error);
