using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Policies;

/// <summary>A rule with one action.</summary>
public abstract record ActionRule : CheckRule
{
    /// <summary>What follows when the item is not as required.</summary>
    public PostureAction Action { get; init; } = PostureAction.Monitor;
}
