using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace Gatehouse.Server;

/// <summary>What the server measures of itself (docs/server.md lists it).</summary>
internal static class Telemetry
{
    /// <summary>Name of the meter and of the source of traces.</summary>
    public const string Name = "Gatehouse.Server";

    /// <summary>Source of traces.</summary>
    public static readonly ActivitySource Source = new(Name);

    /// <summary>The meter, for gauges of single servers.</summary>
    public static readonly Meter Meter = new(Name);

    /// <summary>Enrolments by what became of them.</summary>
    public static readonly Counter<long> Enrollments = Meter.CreateCounter<long>("gatehouse.enrollments", "{enrollment}", "Enrolments by state");

    /// <summary>Sessions opened.</summary>
    public static readonly Counter<long> Sessions = Meter.CreateCounter<long>("gatehouse.sessions", "{session}", "Sessions opened");

    /// <summary>Refusals by reason.</summary>
    public static readonly Counter<long> Refusals = Meter.CreateCounter<long>("gatehouse.refusals", "{refusal}", "Requests refused, by reason");

    /// <summary>Connections of strangers dropped, by reason: crowded-out, refused, timed-out (no handshake or request in its time).</summary>
    public static readonly Counter<long> DroppedConnections = Meter.CreateCounter<long>("gatehouse.connections.dropped", "{connection}", "Connections that proved nothing and were dropped, by reason");

    /// <summary>Writes that shared a commit.</summary>
    public static readonly Histogram<int> BatchSize = Meter.CreateHistogram<int>("gatehouse.storage.batch", "{write}", "Writes in one commit");

    /// <summary>How long commits take, with the writes in them.</summary>
    public static readonly Histogram<double> CommitTime = Meter.CreateHistogram<double>("gatehouse.storage.commit.duration", "s", "Time of one transaction");
}
