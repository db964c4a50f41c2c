using Gatehouse.Contracts.Administration.Users;

namespace Gatehouse.Server.Administration.Users;

/// <summary>A local account as administrators see it; its hash is not read.</summary>
internal sealed class UserRow
{
    /// <summary>All of them; conditions and order follow.</summary>
    public const string Select = "SELECT name, made_at, disabled_at FROM users";

    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>When it was made.</summary>
    public DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was disabled.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>As it is told.</summary>
    public UserSummary ToSummary() => new(Name, DisabledAt is null ? "enabled" : "disabled", MadeAt);
}
