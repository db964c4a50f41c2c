using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>An alert, and who sent it.</summary>
/// <param name="Frame">Frame number.</param>
/// <param name="From">Who sent it.</param>
/// <param name="Alert">What it says.</param>
public sealed record TlsAlertSeen(long Frame, Side From, TlsAlert Alert);
