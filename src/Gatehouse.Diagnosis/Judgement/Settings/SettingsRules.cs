using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Judgement.Settings;

/// <summary>All rules that judge settings.</summary>
internal static class SettingsRules
{
    private static readonly ISettingsRule[] All =
    [
        new SwitchesDisagree(),
        new RollbackNotSupported(),
        new AgentsDisagree(),
        new PortsDisagree(),
        new TrafficDisagrees(),
    ];

    /// <summary>Judges a case.</summary>
    public static IReadOnlyList<Finding> Judge(TransportCase settings) => [.. All.SelectMany(rule => rule.Judge(settings))];
}
