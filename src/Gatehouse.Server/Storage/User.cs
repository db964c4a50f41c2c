namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>users</c>: a local account that signs in at endpoints.</summary>
internal sealed record User
{
    /// <summary>The name, in lower case.</summary>
    public required string Name { get; init; }

    /// <summary>The password's slow hash with its algorithm, iterations and salt.</summary>
    public required string PasswordHash { get; init; }

    /// <summary>When the account was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it was disabled; null while it may sign in.</summary>
    public DateTimeOffset? DisabledAt { get; init; }

    /// <summary>Never shows the hash.</summary>
    public override string ToString() => $"user {Name}";
}
