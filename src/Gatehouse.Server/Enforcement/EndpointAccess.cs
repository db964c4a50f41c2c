using System.Net;

namespace Gatehouse.Server.Enforcement;

/// <summary>What one endpoint may reach, and where it is.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Level">What it may reach.</param>
/// <param name="Address">Its address as the server sees it; null when it has none now.</param>
public sealed record EndpointAccess(Guid EndpointId, AccessLevel Level, IPAddress? Address);
