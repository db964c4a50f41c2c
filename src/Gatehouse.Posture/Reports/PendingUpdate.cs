using Gatehouse.Posture.Catalogues;

namespace Gatehouse.Posture.Reports;

/// <summary>An update that is known on the endpoint and not installed.</summary>
/// <param name="Name">Package or patch.</param>
/// <param name="Version">The version to install; empty when not known.</param>
/// <param name="Severity">As the endpoint derived it.</param>
/// <param name="Security">Whether it mends a weakness.</param>
public sealed record PendingUpdate(string Name, string Version, PatchSeverity Severity, bool Security);
