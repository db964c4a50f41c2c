using Gatehouse.Agent.Channels;

namespace Gatehouse.Agent.Running;

/// <summary>What the agent knows now; `gatehouse agent status` shows it.</summary>
public sealed record AgentStatus
{
    /// <summary>"starting", "admitted", "reminded", "isolated", "offline", "held", "revoked", "unreachable" or "stopped".</summary>
    public required string State { get; init; }

    /// <summary>When this was written, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Since when the state is so, UTC.</summary>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Host and port of the server; of several, of the one in use.</summary>
    public required string Server { get; init; }

    /// <summary>The identity.</summary>
    public required Guid EndpointId { get; init; }

    /// <summary>Who is signed in, as the server was told; null for nobody.</summary>
    public string? User { get; init; }

    /// <summary>How the last check travelled: "udp" or "https"; null before one.</summary>
    public string? Channel { get; init; }

    /// <summary>When the last heartbeat was answered, UTC.</summary>
    public DateTimeOffset? LastHeartbeat { get; init; }

    /// <summary>When the last verdict came, UTC.</summary>
    public DateTimeOffset? LastVerdict { get; init; }

    /// <summary>Version of the policy that verdict followed.</summary>
    public long? PolicyVersion { get; init; }

    /// <summary>What is wrong and how to mend it, worst first.</summary>
    public IReadOnlyList<StatusReason> Reasons { get; init; } = [];

    /// <summary>What the endpoint may still reach while isolated.</summary>
    public IReadOnlyList<string> Reachable { get; init; } = [];

    /// <summary>What could not be found out about this machine, and the right that would allow it.</summary>
    public IReadOnlyList<string> NotDetermined { get; init; } = [];

    /// <summary>The server's last message to the user.</summary>
    public string? Message { get; init; }

    /// <summary>Why a channel does not work; null when both do.</summary>
    public ChannelFailure? Trouble { get; init; }

    /// <summary>When the server is asked next, UTC; while it is away.</summary>
    public DateTimeOffset? NextTry { get; init; }

    /// <summary>An enrolment newer than what is said here; null when there is none. Not in the file, but found out by who shows it.</summary>
    public StatusEnrolment? NewEnrolment { get; init; }
}
