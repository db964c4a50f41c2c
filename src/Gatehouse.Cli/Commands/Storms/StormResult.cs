namespace Gatehouse.Cli.Commands.Storms;

/// <summary>What a storm found out. Times are in milliseconds; rates per second; what was not measured is null.</summary>
internal sealed record StormResult
{
    /// <summary>Simulated endpoints.</summary>
    public required int Endpoints { get; init; }

    /// <summary>Identities given a second.</summary>
    public double EnrolmentsPerSecond { get; init; }

    /// <summary>Sessions opened a second, each with a full handshake of mutual TLS.</summary>
    public double SignInsPerSecond { get; init; }

    /// <summary>The same, measured alone and for a time; full handshakes.</summary>
    public double? FullSignInsPerSecond { get; init; }

    /// <summary>The same with handshakes that take up a session again.</summary>
    public double? ResumedSignInsPerSecond { get; init; }

    /// <summary>Checks that ended with a verdict.</summary>
    public long Checks { get; init; }

    /// <summary>Checks a second, from the first packet 1 to the last packet 4.</summary>
    public double ChecksPerSecond { get; init; }

    /// <summary>Heartbeats answered.</summary>
    public long Heartbeats { get; init; }

    /// <summary>Heartbeats answered a second.</summary>
    public double HeartbeatsPerSecond { get; init; }

    /// <summary>Half of the checks took no longer.</summary>
    public double P50Ms { get; init; }

    /// <summary>Nineteen of twenty checks took no longer.</summary>
    public double P95Ms { get; init; }

    /// <summary>99 of 100 checks took no longer.</summary>
    public double P99Ms { get; init; }

    /// <summary>The longest check.</summary>
    public double MaxMs { get; init; }

    /// <summary>99 of 100 heartbeats took no longer.</summary>
    public double HeartbeatP99Ms { get; init; }

    /// <summary>Enrolments, sign-ins, checks and heartbeats that were never answered.</summary>
    public long Lost { get; init; }

    /// <summary>Verdicts that are not what they must be.</summary>
    public long Wrong { get; init; }

    /// <summary>Messages sent again.</summary>
    public long Retransmissions { get; init; }

    /// <summary>Times the server asked to come back later.</summary>
    public long ComeBacks { get; init; }

    /// <summary>Sessions that endpoints opened beside their first one.</summary>
    public long SignInsAgain { get; init; }

    /// <summary>Sign-ins that had to be tried again.</summary>
    public long SignInRetries { get; init; }

    /// <summary>Datagrams that endpoints sent.</summary>
    public long DatagramsSent { get; init; }

    /// <summary>Datagrams that came to endpoints.</summary>
    public long DatagramsReceived { get; init; }

    /// <summary>Datagrams that the storm itself lost on purpose.</summary>
    public long DatagramsDropped { get; init; }

    /// <summary>Hostile datagrams sent.</summary>
    public long HostileSent { get; init; }

    /// <summary>Octets of hostile datagrams.</summary>
    public long HostileOctets { get; init; }

    /// <summary>Octets the server sent back to where they came from; never more.</summary>
    public long HostileAnsweredOctets { get; init; }

    /// <summary>The most memory the server had resident, in MB (10^6 octets); 0 when it is not the storm's own.</summary>
    public double ServerPeakMb { get; init; }

    /// <summary>Memory the server had resident at the end.</summary>
    public double ServerMb { get; init; }

    /// <summary>Microseconds of the server's processor time for each check.</summary>
    public double ServerMicrosecondsPerCheck { get; init; }

    /// <summary>Whether it went well: nothing lost, nothing wrong.</summary>
    public bool Ok => Lost == 0 && Wrong == 0;
}
