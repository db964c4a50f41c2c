using System.Diagnostics.Metrics;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Server.Checks;

/// <summary>What is counted of security checks; the names are those under which OpenTelemetry exports them.</summary>
internal sealed class CheckMetrics : IDisposable
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "Gatehouse.Server.Checks";

    private readonly Meter _meter = new(MeterName);
    private readonly Counter<long> _verdicts;
    private readonly Histogram<double> _duration;

    /// <summary>Makes the instruments.</summary>
    public CheckMetrics(PresenceTable presence)
    {
        Requests = _meter.CreateCounter<long>("gatehouse.checks.requests", description: "Requests for the policy");
        Heartbeats = _meter.CreateCounter<long>("gatehouse.checks.heartbeats", description: "Heartbeats");
        ComeBacks = _meter.CreateCounter<long>("gatehouse.checks.comebacks", description: "Requests and reports that were asked to come back later");
        SendFailures = _meter.CreateCounter<long>("gatehouse.checks.send_failures", description: "Datagrams the system did not take");
        _verdicts = _meter.CreateCounter<long>("gatehouse.checks.verdicts", description: "Verdicts given, by kind");
        _duration = _meter.CreateHistogram<double>("gatehouse.checks.duration", "s", "From a complete report to its stored verdict");
        _meter.CreateObservableGauge("gatehouse.endpoints.online", () => presence.Count, description: "Endpoints online at this node");
    }

    /// <summary>Requests for the policy.</summary>
    public Counter<long> Requests { get; }

    /// <summary>Heartbeats.</summary>
    public Counter<long> Heartbeats { get; }

    /// <summary>Requests and reports asked to come back.</summary>
    public Counter<long> ComeBacks { get; }

    /// <summary>Datagrams the system did not take.</summary>
    public Counter<long> SendFailures { get; }

    /// <summary>A verdict was given.</summary>
    public void Judged(VerdictKind kind, TimeSpan duration)
    {
        _verdicts.Add(1, new KeyValuePair<string, object?>("kind", kind.ToString()));
        _duration.Record(duration.TotalSeconds);
    }

    /// <inheritdoc/>
    public void Dispose() => _meter.Dispose();
}
