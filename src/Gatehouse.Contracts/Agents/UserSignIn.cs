namespace Gatehouse.Contracts.Agents;

/// <summary>A user signs in at an endpoint, where policy asks for it.</summary>
/// <param name="UserName">Name of the account.</param>
/// <param name="Password">The password, once, over TLS.</param>
public sealed record UserSignIn(string UserName, string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"sign-in of {UserName}";
}
