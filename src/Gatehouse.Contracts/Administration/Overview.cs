namespace Gatehouse.Contracts.Administration;

/// <summary>How things stand, in numbers.</summary>
/// <param name="Endpoints">All endpoints that ever enrolled and were not forgotten.</param>
/// <param name="States">Endpoints by state: held, active, revoked.</param>
/// <param name="Verdicts">Active endpoints by last verdict: admitted, reminded, isolated, offline; "none" before the first.</param>
/// <param name="Policies">Policies there are.</param>
/// <param name="EnrollmentTokens">Enrolment tokens that still work.</param>
/// <param name="ServerVersion">Version of the server that answers.</param>
public sealed record Overview(
    long Endpoints,
    IReadOnlyDictionary<string, long> States,
    IReadOnlyDictionary<string, long> Verdicts,
    long Policies,
    long EnrollmentTokens,
    string ServerVersion);
