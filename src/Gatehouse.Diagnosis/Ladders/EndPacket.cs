namespace Gatehouse.Diagnosis.Ladders;

/// <summary>A packet of a source that knows two ends and nothing between them.</summary>
/// <param name="Number">Its frame number or line.</param>
/// <param name="IsProof">Whether the finding names it.</param>
/// <param name="IsRemarkable">Whether it should be shown before others.</param>
/// <param name="Step">The packet, without frame numbers.</param>
internal sealed record EndPacket(long Number, bool IsProof, bool IsRemarkable, LadderStep Step);
