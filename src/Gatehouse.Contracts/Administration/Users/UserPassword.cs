using System.Text.Json.Serialization;

namespace Gatehouse.Contracts.Administration.Users;

/// <summary>The password of a local account that is made or changed.</summary>
/// <param name="Password">8 to 1,024 characters.</param>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record UserPassword(string Password)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => "a password";
}
