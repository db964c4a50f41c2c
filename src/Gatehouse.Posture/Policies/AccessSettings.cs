namespace Gatehouse.Posture.Policies;

/// <summary>What endpoints may reach.</summary>
public sealed record AccessSettings
{
    /// <summary>Name of the access list of admitted endpoints; null for none.</summary>
    public string? AdmittedList { get; init; }

    /// <summary>Name of the access list of isolated endpoints; null for none.</summary>
    public string? IsolatedList { get; init; }

    /// <summary>Where isolated endpoints may go.</summary>
    public IReadOnlyList<RepairServer> RepairServers { get; init; } = [];

    /// <summary>Whether the agent itself applies the access lists, where it can. (iSetACL)</summary>
    public bool AppliedByAgent { get; init; }

    /// <summary>Whether the agent applies an access list while the server does not answer. (iSetpingOfflineACL)</summary>
    public bool AppliedWhileUnreachable { get; init; }

    /// <summary>Whether the agent watches whether the server answers. (iSetPingOfflineMon)</summary>
    public bool WatchReachability { get; init; }

    /// <summary>Whether connections to other networks are controlled. (iSetWanControl)</summary>
    public bool ControlOtherNetworks { get; init; }
}
