namespace Gatehouse.Contracts.Agents;

/// <summary>What agent and server may expect of each other, as one number that only grows.</summary>
public static class Capabilities
{
    /// <summary>1 (2026-11-22): enrolment, sessions, the security check over UDP and HTTPS, logs.</summary>
    public const int Current = 1;
}
