using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Connections;

/// <summary>
/// Stands in front of TLS and bounds what strangers hold: connections that shake no hands, or say nothing that shows who they are. A
/// connection leaves the bound with the first request of a known endpoint or administrator, or with an enrolment.
/// </summary>
internal sealed partial class ConnectionGate
{
    /// <summary>Connections of strangers at most, however many descriptors there are.</summary>
    public const int MaxUnproven = 4_096;

    private const int LeastUnproven = 64;

    // Descriptors that strangers may have: the others are for those who belong here, the database and the log.
    private const int ShareOfDescriptors = 4;

    private const string Reason = "reason";
    private static readonly TimeSpan LogEvery = TimeSpan.FromSeconds(10);

    private readonly UnprovenConnections _strangers;
    private readonly TimeProvider _clock;
    private readonly ILogger _logger;
    private readonly long _start;
    private long _dropped;
    private long _loggedTicks;

    /// <summary>Makes the gate.</summary>
    public ConnectionGate(TimeProvider clock, ILogger<ConnectionGate> logger)
    {
        _strangers = new UnprovenConnections(Math.Clamp(DescriptorLimit.Read() / ShareOfDescriptors, LeastUnproven, MaxUnproven));
        _clock = clock;
        _logger = logger;
        _start = clock.GetTimestamp();
        _loggedTicks = -LogEvery.Ticks;
        Telemetry.Meter.CreateObservableGauge("gatehouse.connections.unproven", () => _strangers.Count, "{connection}", "Connections of strangers");
    }

    private TimeSpan Now => _clock.GetElapsedTime(_start);

    /// <summary>Lets a connection through to what is behind, or drops it.</summary>
    public async Task RunAsync(ConnectionContext context, ConnectionDelegate next)
    {
        SourceAddress source = SourceAddress.Of((context.RemoteEndPoint as IPEndPoint)?.Address);
        UnprovenConnection connection = new(source, Now, () => context.Abort(new ConnectionAbortedException("room was needed for others")));
        if (!_strangers.TryAdd(connection, connection.Since, out UnprovenConnection? crowdedOut))
        {
            Drop("refused", source);
            context.Abort();
            return;
        }

        if (crowdedOut is not null)
        {
            Drop("crowded-out", crowdedOut.Source);
            crowdedOut.End();
        }

        context.Features.Set(connection);
        try
        {
            await next(context);
        }
        finally
        {
            if (connection.Table is not null)
            {
                _strangers.Remove(connection);

                // The limits of handshake and headers end a connection without a word to us: its other end has not closed it then, nor come to a request.
                if (!connection.HasAsked && !context.ConnectionClosed.IsCancellationRequested && Now - connection.Since >= Hosting.HttpsEndpoint.HandshakeTimeout)
                {
                    Drop("timed-out", source);
                }
            }
        }
    }

    private void Drop(string reason, SourceAddress source)
    {
        long dropped = Interlocked.Increment(ref _dropped);
        Telemetry.DroppedConnections.Add(1, new KeyValuePair<string, object?>(Reason, reason));
        long now = Now.Ticks;
        long logged = Interlocked.Read(ref _loggedTicks);
        if (now - logged >= LogEvery.Ticks && Interlocked.CompareExchange(ref _loggedTicks, now, logged) == logged)
        {
            LogDropped(_logger, dropped, reason, source.ToString(), _strangers.Count, _strangers.Capacity);
        }
    }
}
