namespace Gatehouse.Cli.Commands.Storms;

/// <summary>What endpoints do in a part of a storm.</summary>
internal enum StormPhase
{
    /// <summary>Security checks: packets 1 to 4.</summary>
    Checks = 1,

    /// <summary>Heartbeats.</summary>
    Heartbeats,
}
