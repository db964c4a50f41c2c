namespace Gatehouse.Agent.Collectors.Windows;

/// <summary>What WMI answered.</summary>
/// <param name="Rows">Objects with their properties as texts, lists joined by ";"; null when there was no answer.</param>
/// <param name="Problem">Why there was none.</param>
/// <param name="IsDenied">Whether a right is missing.</param>
public sealed record WmiAnswer(IReadOnlyList<IReadOnlyDictionary<string, string>>? Rows, string Problem = "", bool IsDenied = false)
{
    /// <summary>The right that would help; null when none would.</summary>
    public string? Needs => IsDenied ? "the rights of an administrator" : null;
}
