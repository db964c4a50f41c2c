namespace Gatehouse.Posture.Policies;

/// <summary>What keeps a verdict true.</summary>
public sealed record SessionSettings
{
    /// <summary>Seconds between heartbeats. (heartBeatInterval)</summary>
    public int HeartbeatSeconds { get; init; } = 720;

    /// <summary>Missed heartbeats until the endpoint counts as offline. (heartBeatOutTimes)</summary>
    public int MissedHeartbeats { get; init; } = 3;

    /// <summary>Seconds between looks at the items that are re-checked online.</summary>
    public int RecheckSeconds { get; init; } = 60;

    /// <summary>Hours until the endpoint signs in anew, which checks every item.</summary>
    public int ReauthenticationHours { get; init; } = 24;
}
