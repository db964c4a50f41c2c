using System.Globalization;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary>One line on the terminal that tells how far a storm has come.</summary>
internal sealed class StormProgress(Surroundings surroundings, StormTally tally) : IAsyncDisposable
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(250);

    private readonly CancellationTokenSource _stop = new();
    private Task _showing = Task.CompletedTask;
    private volatile string _phase = string.Empty;

    /// <summary>Begins to show, when there is a terminal.</summary>
    public void Start()
    {
        if (surroundings.ErrorHasColour)
        {
            _showing = ShowAsync();
        }
    }

    /// <summary>Another part of the storm begins.</summary>
    public void Enter(string phase) => _phase = phase;

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _showing;
        _stop.Dispose();
    }

    private async Task ShowAsync()
    {
        const string Erase = "\r\e[K";
        using PeriodicTimer timer = new(Beat);
        long checks = 0;
        long heartbeats = 0;
        try
        {
            while (await timer.WaitForNextTickAsync(_stop.Token))
            {
                double checkRate = (tally.Checks - checks) / Beat.TotalSeconds;
                double heartbeatRate = (tally.Heartbeats - heartbeats) / Beat.TotalSeconds;
                (checks, heartbeats) = (tally.Checks, tally.Heartbeats);
                await surroundings.Error.WriteAsync(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{Erase}{_phase}: {tally.Enrolled} enrolled, {tally.SignIns} signed in, {checks} checks ({checkRate:F0}/s), {heartbeats} heartbeats ({heartbeatRate:F0}/s), {tally.Retransmissions} sent again, {tally.Lost} lost, {tally.Wrong} wrong"));
            }
        }
        catch (OperationCanceledException)
        {
            await surroundings.Error.WriteAsync(Erase);
        }
    }
}
