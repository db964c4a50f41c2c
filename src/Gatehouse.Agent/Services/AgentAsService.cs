namespace Gatehouse.Agent.Services;

/// <summary>Runs an agent for a service manager: answers start and stop, and says whether it ended well, so that the manager can start it again.</summary>
/// <param name="manager">The manager.</param>
/// <param name="run">Runs the agent until cancelled; calls its second argument when it runs. Throws when it cannot run.</param>
public sealed class AgentAsService(IServiceManager manager, Func<Action, CancellationToken, Task> run) : IDisposable
{
    private const int FailureCode = 2;
    private static readonly TimeSpan StartPatience = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan StopPatience = TimeSpan.FromSeconds(10);

    private readonly CancellationTokenSource _stop = new();

    /// <summary>Why it ended by itself; null when it was asked to.</summary>
    public Exception? Failure { get; private set; }

    /// <summary>Runs it, and returns when it has stopped.</summary>
    /// <returns>False when this process was not started as a service; nothing was run then.</returns>
    public bool Run() => manager.Dispatch(Start);

    /// <inheritdoc/>
    public void Dispose() => _stop.Dispose();

    private void Start()
    {
        manager.OnStop(Stop);
        manager.Report(ServiceState.StartPending, StartPatience, exitCode: 0);
        _ = FollowAsync();
    }

    private void Stop()
    {
        manager.Report(ServiceState.StopPending, StopPatience, exitCode: 0);

        // What hangs on it runs elsewhere: this is the manager's own thread, and it waits.
        _ = _stop.CancelAsync();
    }

    private async Task FollowAsync()
    {
        try
        {
            // Elsewhere: the manager waits for the return of the start.
            await Task.Run(() => run(() => manager.Report(ServiceState.Running, TimeSpan.Zero, exitCode: 0), _stop.Token));
        }
        catch (OperationCanceledException) when (_stop.IsCancellationRequested)
        {
            // It was asked to.
        }
        catch (Exception error)
        {
            Failure = error;
        }

        manager.Report(ServiceState.Stopped, TimeSpan.Zero, Failure is null ? 0 : FailureCode);
    }
}
