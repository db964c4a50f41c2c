namespace Gatehouse.Posture.Policies;

/// <summary>Where reports go, in place of the server that sent the policy.</summary>
/// <param name="Address">IPv4 or IPv6 address. (damProxyIp)</param>
/// <param name="Port">UDP port. (damProxyPort)</param>
public sealed record ReportProxy(string Address, int Port);
