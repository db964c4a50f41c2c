namespace Gatehouse.Cli.Commands.Storms;

/// <summary>The policy that a storm puts on a server of its own: each <see cref="StormProfile"/> gets another verdict under it.</summary>
internal static class StormPolicy
{
    /// <summary>Its name: the one that every endpoint is under.</summary>
    public const string Name = "default";

    /// <summary>Told with every verdict; how the storm knows its own policy.</summary>
    public const string Message = "gatehouse storm";

    /// <summary>The policy.</summary>
    public const string Yaml = $$"""
        name: {{Name}}
        description: What gatehouse storm has its own endpoints judged by.
        userMessage: {{Message}}
        unknown: monitor
        actionAfterMinutes: 0
        session:
          heartbeatSeconds: 720
          missedHeartbeats: 3
          recheckSeconds: 60
          reauthenticationHours: 24
        checks:
          operatingSystem: { action: offline, allowed: [debian] }
          patches:
            levels: { critical: isolate, important: remind, moderate: monitor, low: monitor }
            listsWithinDays: 30
          antiVirus: { action: remind, definitions: { withinDays: 7 } }
          firewall: isolate
          guestAccount: remind
          duplicateHardwareAddress: offline
        """;
}
