using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Server.Checks;

/// <summary>The verdict on a report, stored.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Document">Packet 4, in UTF-8.</param>
internal sealed record Judged(VerdictKind Kind, byte[] Document);
