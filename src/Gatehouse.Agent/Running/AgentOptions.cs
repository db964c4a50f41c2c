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
}
