using Gatehouse.Agent.Channels;

namespace Gatehouse.Agent.Running;

/// <summary>How an agent runs.</summary>
public sealed record AgentOptions
{
    /// <summary>Whether the security check may use UDP; otherwise it travels over HTTPS only.</summary>
    public bool UseUdp { get; init; } = true;

    /// <summary>
    /// UDP port of the server's compatibility mode, over which the check then travels plain, with no other way if it fails; null for the sealed check.
    /// </summary>
    public int? CompatibilityPort { get; init; }

    /// <summary>How long a message of a check is tried over UDP before the same goes over HTTPS.</summary>
    public TimeSpan UdpPatience { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a heartbeat is tried over UDP when there is one server only.</summary>
    public TimeSpan HeartbeatPatience { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>How long a heartbeat is tried over UDP before the next of several servers is.</summary>
    public TimeSpan HeartbeatPatienceWithOthers { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>Nodes of the server's installation, in the order in which they are tried; empty for those the agent enrolled with.</summary>
    public IReadOnlyList<ServerAddress> Servers { get; init; } = [];
}
