namespace Gatehouse.Posture.Policies;

/// <summary>Where an isolated endpoint may go to mend what is wrong.</summary>
/// <param name="Name">What it is, for the user: "package mirror".</param>
/// <param name="Address">An address or a prefix: "192.0.2.10", "2001:db8::/64".</param>
/// <param name="Ports">TCP and UDP ports; empty for all.</param>
public sealed record RepairServer(string Name, string Address, IReadOnlyList<int> Ports);
