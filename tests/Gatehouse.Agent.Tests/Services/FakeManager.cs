using Gatehouse.Agent.Services;

namespace Gatehouse.Agent.Tests.Services;

/// <summary>A manager that starts a service at once, stops it when told, and writes down what is reported.</summary>
internal sealed class FakeManager : IServiceManager
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _stopped = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(ServiceState State, int ExitCode)> _reports = [];
    private Action? _stop;

    public bool IsThere { get; init; } = true;

    public IReadOnlyList<(ServiceState State, int ExitCode)> Reports => _reports;

    public bool Dispatch(Action main)
    {
        if (IsThere)
        {
            main();
            _stopped.Task.Wait(TimeSpan.FromSeconds(30));
        }

        return IsThere;
    }

    public void OnStop(Action stop) => _stop = stop;

    public void Report(ServiceState state, TimeSpan patience, int exitCode)
    {
        _reports.Add((state, exitCode));
        if (state == ServiceState.Running)
        {
            _running.TrySetResult();
        }
        else if (state == ServiceState.Stopped)
        {
            _stopped.TrySetResult();
        }
    }

    public void Stop() => _stop!();

    public Task RunsAsync() => _running.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);
}
