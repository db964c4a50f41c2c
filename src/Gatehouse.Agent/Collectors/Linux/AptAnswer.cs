using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Collectors.Linux;

/// <summary>What apt said, and of what.</summary>
/// <param name="State">Digest of what the answer follows from (<see cref="AptState.Of"/>).</param>
/// <param name="At">When it was asked, UTC.</param>
/// <param name="Updates">What can be upgraded.</param>
internal sealed record AptAnswer(string State, DateTimeOffset At, IReadOnlyList<PendingUpdate> Updates);
