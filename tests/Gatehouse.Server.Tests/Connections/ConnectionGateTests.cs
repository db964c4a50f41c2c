using System.Net;
using Gatehouse.Server.Connections;
using Gatehouse.Server.Hosting;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Gatehouse.Server.Tests.Connections;

/// <summary>Which connections count as timed out.</summary>
public sealed class ConnectionGateTests
{
    private readonly Lines _log = new();
    private readonly Ticking _clock = new();

    [Fact]
    public async Task A_connection_that_came_to_nothing_in_its_time_is_timed_out()
    {
        await RunAsync(HttpsEndpoint.HandshakeTimeout, (_, _) => { });

        Assert.Contains("timed-out", Assert.Single(_log.Written), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_its_other_end_closed_was_not_dropped_however_long_it_lived()
    {
        await RunAsync(HttpsEndpoint.HandshakeTimeout * 2, (_, closed) => closed.Cancel());

        Assert.Empty(_log.Written);
    }

    [Fact]
    public async Task A_connection_that_asked_something_was_not_dropped_however_long_it_lived()
    {
        await RunAsync(
            HttpsEndpoint.HandshakeTimeout * 2,
            (context, _) =>
            {
                DefaultHttpContext request = new();
                request.Features.Set(context.Features.Get<UnprovenConnection>());
                UnprovenConnection.Ask(request);
            });

        Assert.Empty(_log.Written);
    }

    [Fact]
    public async Task A_connection_that_ended_early_was_not_dropped()
    {
        await RunAsync(HttpsEndpoint.HandshakeTimeout - TimeSpan.FromTicks(1), (_, _) => { });

        Assert.Empty(_log.Written);
    }

    private async Task RunAsync(TimeSpan life, Action<ConnectionContext, CancellationTokenSource> meanwhile)
    {
        using CancellationTokenSource closed = new();
        ConnectionGate gate = new(_clock, _log);
        DefaultConnectionContext context = new() { RemoteEndPoint = new IPEndPoint(IPAddress.Loopback, 1), ConnectionClosed = closed.Token };
        await gate.RunAsync(
            context,
            connection =>
            {
                meanwhile(connection, closed);
                _clock.Passed += life;
                return Task.CompletedTask;
            });
    }

    private sealed class Ticking : TimeProvider
    {
        public TimeSpan Passed { get; set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Passed.Ticks;
    }

    private sealed class Lines : ILogger<ConnectionGate>
    {
        public List<string> Written { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Written.Add(formatter(state, exception));
    }
}
