using Gatehouse.Posture.Checks;

namespace Gatehouse.Posture.Evaluation;

/// <summary>What an evaluation depends on besides policy, report and catalogue.</summary>
/// <param name="Now">The clock.</param>
public sealed record EvaluationContext(DateTimeOffset Now)
{
    /// <summary>When each reason was first seen, as the last verdict of the endpoint says.</summary>
    public IReadOnlyDictionary<string, DateTimeOffset> FirstSeen { get; init; } = new Dictionary<string, DateTimeOffset>();

    /// <summary>What the server found about the items only it can judge; an item that is absent is unknown.</summary>
    public IReadOnlyDictionary<CheckItem, IReadOnlyList<string>> Observed { get; init; } = new Dictionary<CheckItem, IReadOnlyList<string>>();
}
