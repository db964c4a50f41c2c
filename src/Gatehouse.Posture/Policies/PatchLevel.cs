using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Policies;

/// <summary>What follows from missing patches of one severity.</summary>
/// <param name="Action">The action.</param>
/// <param name="GraceDays">Days, 0 to 365, in which the user is reminded at most: from the patch's release, or from when it was first seen missing.</param>
public sealed record PatchLevel(PostureAction Action, int GraceDays = 0);
