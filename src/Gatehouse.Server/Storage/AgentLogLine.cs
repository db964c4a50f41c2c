namespace Gatehouse.Server.Storage;

/// <summary>A row of <c>agent_log</c>.</summary>
internal sealed record AgentLogLine
{
    /// <summary>Its number; later lines have higher ones.</summary>
    public required long Id { get; init; }

    /// <summary>When the server received it; the line has the endpoint's own time.</summary>
    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>The line as the agent wrote it: text from outside, to be escaped where it is shown.</summary>
    public required string Line { get; init; }
}
