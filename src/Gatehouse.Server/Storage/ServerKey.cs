namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>server_keys</c>: a key that all nodes share.</summary>
internal sealed record ServerKey
{
    /// <summary>Its number, which what it sealed names.</summary>
    public required long Id { get; init; }

    /// <summary>32 random octets.</summary>
    public required byte[] Secret { get; init; }

    /// <summary>When it was made.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>The moment from which it seals, unless a later key does; nodes know it before.</summary>
    public required DateTimeOffset CurrentFrom { get; init; }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"key {Id}";
}
