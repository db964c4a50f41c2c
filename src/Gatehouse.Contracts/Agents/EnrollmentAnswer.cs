namespace Gatehouse.Contracts.Agents;

/// <summary>What became of an enrolment or of a renewal.</summary>
/// <param name="EndpointId">The identity the server gave.</param>
/// <param name="State">"active", or "held" until an administrator decides.</param>
/// <param name="Reason">Why it is held; null when it is not.</param>
/// <param name="Certificate">The endpoint's certificate in PEM; null while held.</param>
/// <param name="TrustAnchors">Certificates of the CA in PEM, the one in use first, the next one after it.</param>
public sealed record EnrollmentAnswer(
    Guid EndpointId,
    string State,
    string? Reason,
    string? Certificate,
    IReadOnlyList<string> TrustAnchors);
