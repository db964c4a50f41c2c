namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>server_keys</c>: a key that all nodes share.</summary>
internal sealed record ServerKey
{
    /// <summary>Its number, which what it sealed names.</summary>
    public required long Id { get; init; }

    /// <summary>What it is for.</summary>
    public required KeyPurpose Purpose { get; init; }

    /// <summary>32 random octets.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>When it stopped to seal anything new; null while it is in use.</summary>
    public DateTimeOffset? RetiredAt { get; init; }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"key {Id} for {Purpose}";
}
