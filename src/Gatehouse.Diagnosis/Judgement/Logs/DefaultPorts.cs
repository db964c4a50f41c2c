namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>UDP ports of the security check, where the log names none.</summary>
internal static class DefaultPorts
{
    /// <summary>The policy server: replies come from here.</summary>
    public const ushort Policy = 9019;
}
