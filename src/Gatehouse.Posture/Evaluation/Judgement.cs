using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>What one check says, before clock and history decide what takes effect.</summary>
/// <param name="Item">The item.</param>
/// <param name="Key">See <see cref="Reason.Key"/>.</param>
/// <param name="Outcome">The value.</param>
/// <param name="Rule">The rule that asked for it.</param>
internal sealed record Judgement(CheckItem Item, string Key, CheckOutcome Outcome, CheckRule Rule)
{
    /// <summary>See <see cref="Reason.Found"/>.</summary>
    public string Found { get; init; } = string.Empty;

    /// <summary>See <see cref="Reason.Required"/>.</summary>
    public string Required { get; init; } = string.Empty;

    /// <summary>What follows when the outcome is failed.</summary>
    public PostureAction Action { get; init; }

    /// <summary>The usual remedy, where it differs from that of the item.</summary>
    public string? Remedy { get; init; }

    /// <summary>Days of grace.</summary>
    public int GraceDays { get; init; }

    /// <summary>What was found, each by its own key and with the day grace counts from; empty when the key is one thing.</summary>
    public IReadOnlyList<(string Key, DateOnly? Since)> Parts { get; init; } = [];

    /// <summary>As required.</summary>
    public static Judgement Pass(CheckItem item, CheckRule rule) => new(item, CheckItems.Of(item).Name, CheckOutcome.Passed, rule);
}
