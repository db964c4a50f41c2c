namespace Gatehouse.Contracts.Administration.Users;

/// <summary>A local account with which users sign in at endpoints.</summary>
/// <param name="Name">Name of the account.</param>
/// <param name="CreatedAt">When it was made.</param>
/// <param name="LastSignIn">When it was last used; null when never.</param>
public sealed record UserSummary(string Name, DateTimeOffset CreatedAt, DateTimeOffset? LastSignIn);
