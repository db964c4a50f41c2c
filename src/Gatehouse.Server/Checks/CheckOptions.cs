using System.Net;

namespace Gatehouse.Server.Checks;

/// <summary>Where the security check is served.</summary>
/// <param name="Listen">Address to bind.</param>
/// <param name="Port">UDP port; 0 lets the system choose.</param>
internal sealed record CheckOptions(IPAddress Listen, int Port);
