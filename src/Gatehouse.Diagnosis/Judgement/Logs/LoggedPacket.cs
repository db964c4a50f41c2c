using Gatehouse.Diagnosis.Logs;
using Gatehouse.Diagnosis.Observation.Ead;

namespace Gatehouse.Diagnosis.Judgement.Logs;

/// <summary>One packet that a log speaks of and a capture shows.</summary>
/// <param name="Logged">What the log says.</param>
/// <param name="Capture">The capture.</param>
/// <param name="Seen">What it shows.</param>
internal sealed record LoggedPacket(ExchangePacket Logged, SourceContext Capture, EadPacketSeen Seen)
{
    /// <summary>The log's local time minus the capture's.</summary>
    public TimeSpan Difference => Logged.Time - DateTime.SpecifyKind(Seen.Time.ToDateTime(), DateTimeKind.Unspecified);
}
