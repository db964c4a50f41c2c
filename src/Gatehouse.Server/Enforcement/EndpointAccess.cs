using System.Net;
using Gatehouse.Server.Storage;

namespace Gatehouse.Server.Enforcement;

/// <summary>What one endpoint may reach, and where it is.</summary>
/// <param name="EndpointId">The endpoint.</param>
/// <param name="Level">What it may reach.</param>
/// <param name="Address">Its address as the server sees it; null when it has none now.</param>
internal sealed record EndpointAccess(Guid EndpointId, Access Level, IPAddress? Address);
