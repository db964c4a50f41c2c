using System.Net;
using Gatehouse.Posture.Policies;

namespace Gatehouse.Server.Checks;

/// <summary>What this node knows of an endpoint that is, or lately was, online. Guarded by the table it is in.</summary>
internal sealed class Presence
{
    /// <summary>The session it was last heard on.</summary>
    public ulong SessionId { get; set; }

    /// <summary>Where it was last heard.</summary>
    public required IPAddress Address { get; set; }

    /// <summary>The address before that, when it changed while the endpoint was online.</summary>
    public IPAddress? FormerAddress { get; set; }

    /// <summary>Hardware address of its last report.</summary>
    public string? HardwareAddress { get; set; }

    /// <summary>
    /// Since when each reason of its last verdict is known, when nobody but this node can have stored that; null when the database must be asked.
    /// </summary>
    public IReadOnlyDictionary<string, DateTimeOffset>? FirstSeen { get; set; }

    /// <summary>When it was last heard.</summary>
    public DateTimeOffset LastHeard { get; set; }

    /// <summary>How long after that it counts as offline.</summary>
    public TimeSpan Patience { get; set; }

    /// <summary>When its verdict becomes more severe by itself; null when it does not.</summary>
    public DateTimeOffset? ChangesAt { get; set; }

    /// <summary>The policy it was judged by, or that was in force when it was first heard.</summary>
    public required Policy Policy { get; set; }

    /// <summary>Whether it was last heard over HTTPS, so that datagrams do not seem to pass.</summary>
    public bool IsOverHttps { get; set; }

    /// <summary>What it is told with the answer to its next heartbeat over HTTPS, in order.</summary>
    public Queue<PresenceNote> Notes { get; } = new();

    /// <summary>When that verdict was given here.</summary>
    public DateTimeOffset JudgedAt { get; set; }

    /// <summary>Whether what was last heard still has to be stored.</summary>
    public bool IsUnsaved { get; set; }
}
