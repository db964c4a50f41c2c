using System.Net;
using Gatehouse.Agent.Channels;
using Gatehouse.Contracts.Agents;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>What a storm is made of.</summary>
internal sealed record StormOptions
{
    /// <summary>Endpoints at most: their keys and sessions live in this process.</summary>
    public const int MaxEndpoints = 1_000_000;

    /// <summary>Simulated endpoints.</summary>
    public int Endpoints { get; init; } = 1_000;

    /// <summary>How they arrive.</summary>
    public Arrival Arrival { get; init; }

    /// <summary>Checks of each endpoint, one after the other.</summary>
    public int Checks { get; init; } = 1;

    /// <summary>Checks, or heartbeats, under way at a time; 0 for no bound.</summary>
    public int InFlight { get; init; }

    /// <summary>Heartbeats of each endpoint after its verdict.</summary>
    public int Heartbeats { get; init; }

    /// <summary>How long all endpoints go on with heartbeats; instead of <see cref="Heartbeats"/>.</summary>
    public TimeSpan HeartbeatTime { get; init; }

    /// <summary>Datagrams lost in each direction; 0 to 1.</summary>
    public double Loss { get; init; }

    /// <summary>Datagrams that arrive twice; 0 to 1.</summary>
    public double Duplicates { get; init; }

    /// <summary>Datagrams that arrive late, after others sent after them; 0 to 1.</summary>
    public double Reordered { get; init; }

    /// <summary>Hostile datagrams a second beside the honest ones.</summary>
    public int Hostile { get; init; }

    /// <summary>How long full and resumed sign-ins are measured, each; zero for not at all.</summary>
    public TimeSpan SignInTime { get; init; }

    /// <summary>Addresses the endpoints speak from.</summary>
    public IReadOnlyList<IPAddress> Sources { get; init; } = [IPAddress.Loopback];

    /// <summary>Sign-ins and enrolments under way at a time.</summary>
    public int Connections { get; init; } = 32;

    /// <summary>How long an endpoint tries before it counts as lost.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromMinutes(2);

    /// <summary>The server; null for one of the storm's own.</summary>
    public ServerAddress? Server { get; init; }

    /// <summary>The right to enrol at that server.</summary>
    public EnrollmentToken? Token { get; init; }

    /// <summary>Where an own server keeps its data; null for a folder that is deleted afterwards.</summary>
    public string? Folder { get; init; }
}
