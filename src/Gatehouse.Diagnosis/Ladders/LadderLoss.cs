namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Packets that were lost between two lanes.</summary>
/// <param name="After">The last lane that saw them.</param>
/// <param name="Before">The lane that should have and did not.</param>
/// <param name="IsToServer">Which way they went.</param>
/// <param name="Packets">How many.</param>
public sealed record LadderLoss(int After, int Before, bool IsToServer, long Packets);
