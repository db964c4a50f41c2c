namespace Gatehouse.Contracts.Agents;

/// <summary>What became of a sign-in.</summary>
/// <param name="Accepted">Whether name and password fit.</param>
/// <param name="Reason">For the user: why not, and what to do.</param>
/// <param name="RetryAfterSeconds">When the next try is looked at; 0 for at once.</param>
public sealed record UserSignInAnswer(bool Accepted, string? Reason, int RetryAfterSeconds = 0);
