using Gatehouse.Posture.Policies;

namespace Gatehouse.Server.Checks;

/// <summary>How long an endpoint may be silent.</summary>
internal static class Patience
{
    /// <summary>The missed heartbeats a policy allows, and half an interval more for those that are late.</summary>
    public static TimeSpan Of(Policy policy) => TimeSpan.FromSeconds(policy.Session.HeartbeatSeconds * (policy.Session.MissedHeartbeats + 0.5));
}
