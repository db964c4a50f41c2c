namespace Gatehouse.Contracts.Administration.Users;

/// <summary>A local account with which users sign in at endpoints.</summary>
/// <param name="Name">Name of the account, in lower case.</param>
/// <param name="State">enabled or disabled.</param>
/// <param name="CreatedAt">When it was made.</param>
public sealed record UserSummary(string Name, string State, DateTimeOffset CreatedAt);
