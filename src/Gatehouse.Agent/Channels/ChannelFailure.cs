using System.Text.Json.Serialization;

namespace Gatehouse.Agent.Channels;

/// <summary>Why a channel does not work, in the words of the diagnosis.</summary>
/// <param name="Code">A code of the diagnosis, such as "tcp-no-answer" or "tls-intercepted".</param>
/// <param name="What">What happened; one sentence.</param>
/// <param name="Remedy">What to do; one sentence.</param>
public sealed record ChannelFailure(string Code, string What, string Remedy)
{
    /// <summary>Seconds the server asked to wait; 0 when it did not.</summary>
    public int RetryAfterSeconds { get; init; }

    /// <summary>Status of the answer when the server answered at all; 0 otherwise.</summary>
    public int Status { get; init; }

    /// <summary>The kind of problem the server named, such as "endpoint-revoked" (docs/server.md); null when it named none.</summary>
    public string? Problem { get; init; }

    /// <summary>Whether the server ended the session in which this happened.</summary>
    [JsonIgnore]
    public bool IsEndOfSession { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{What}; {Remedy}";
}
