namespace Gatehouse.Agent.Services;

/// <summary>State of a service, with the numbers of the Windows service control manager (SERVICE_STATUS, dwCurrentState).</summary>
public enum ServiceState
{
    /// <summary>It does not run.</summary>
    Stopped = 1,

    /// <summary>It was asked to start.</summary>
    StartPending = 2,

    /// <summary>It was asked to stop.</summary>
    StopPending = 3,

    /// <summary>It runs.</summary>
    Running = 4,
}
