using Gatehouse.Posture.Checks;

namespace Gatehouse.Posture.Verdicts;

/// <summary>What became of one item the policy asks for.</summary>
/// <param name="Item">The item.</param>
/// <param name="Outcome">Failed when anything about it failed; otherwise unknown when anything is unknown.</param>
public sealed record CheckedItem(CheckItem Item, CheckOutcome Outcome);
