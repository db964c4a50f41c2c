using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Tokens;

/// <summary>Asks for an enrolment token.</summary>
/// <param name="ExpiresInSeconds">Life of the token, 60 seconds to 365 days.</param>
/// <param name="Uses">Endpoints that may enrol with it, 1 to 100,000.</param>
/// <param name="Note">What it is for; at most 500 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record EnrollmentTokenRequest(long ExpiresInSeconds, int Uses = 1, string? Note = null)
{
    /// <summary>Most endpoints one token enrols.</summary>
    public const int MaxUses = 100_000;
}
