namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>exchanges</c>: a security check that came to a verdict.</summary>
internal sealed record Exchange
{
    /// <summary>What the agent calls the check.</summary>
    public required Guid ExchangeId { get; init; }

    /// <summary>Whose check it was.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>When the report had come.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Body of packet 3, as <see cref="Deflation"/> keeps it.</summary>
    public required byte[] Report { get; init; }

    /// <summary>The verdict, as the number of the posture model.</summary>
    public required int Verdict { get; init; }

    /// <summary>Body of packet 4, kept likewise.</summary>
    public required byte[] VerdictDocument { get; init; }

    /// <summary>The version of the policy that was applied.</summary>
    public required long PolicyVersion { get; init; }
}
