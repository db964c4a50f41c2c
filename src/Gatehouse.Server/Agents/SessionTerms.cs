namespace Gatehouse.Server.Agents;

/// <summary>What policy says about an endpoint's session.</summary>
/// <param name="HeartbeatSeconds">Seconds between heartbeats.</param>
/// <param name="PolicyVersion">Version of the policy that applies.</param>
internal sealed record SessionTerms(int HeartbeatSeconds, long PolicyVersion);
