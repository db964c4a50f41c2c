namespace Gatehouse.Agent.Services;

/// <summary>What starts and stops services.</summary>
public interface IServiceManager
{
    /// <summary>Offers this process as a service, and returns when the service has stopped.</summary>
    /// <param name="main">Called once when the service is to start; must return soon.</param>
    /// <returns>False, without calling anything, when this process was not started as a service.</returns>
    bool Dispatch(Action main);

    /// <summary>Says what to do when the service is to stop; called from the service's start.</summary>
    void OnStop(Action stop);

    /// <summary>Tells how far the service is.</summary>
    /// <param name="state">Its state.</param>
    /// <param name="patience">How long the next report may take; zero for a state that lasts.</param>
    /// <param name="exitCode">0 when it went well; otherwise the program's own code.</param>
    void Report(ServiceState state, TimeSpan patience, int exitCode);
}
