namespace Gatehouse.Posture.Policies;

/// <summary>Bounds on what a policy says.</summary>
public static class PolicyLimits
{
    /// <summary>Longest access before an action takes effect, in minutes.</summary>
    public const int MaxActionAfterMinutes = 100;

    /// <summary>Longest time given in days: ten years.</summary>
    public const int MaxDays = 3650;

    /// <summary>Shortest time between heartbeats or re-checks, in seconds.</summary>
    public const int MinIntervalSeconds = 5;

    /// <summary>Longest time between heartbeats or re-checks, in seconds: a day.</summary>
    public const int MaxIntervalSeconds = 86_400;

    /// <summary>Most heartbeats that may be missed.</summary>
    public const int MaxMissedHeartbeats = 100;

    /// <summary>Longest time until the endpoint signs in anew, in hours: thirty days.</summary>
    public const int MaxReauthenticationHours = 720;
}
