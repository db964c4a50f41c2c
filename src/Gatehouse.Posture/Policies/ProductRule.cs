using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Policies;

/// <summary>A product of a kind must be there; any one of those accepted suffices.</summary>
public sealed record ProductRule : ActionRule
{
    /// <summary>Accepted products in the order of preference, with <c>*</c> for any characters; empty for any product.</summary>
    public IReadOnlyList<string> Products { get; init; } = [];

    /// <summary>Other names under which the products are known to the field's clients.</summary>
    public IReadOnlyList<string> ConfigurationNames { get; init; } = [];

    /// <summary>How new the engine must be; null for any.</summary>
    public VersionRule? Engine { get; init; }

    /// <summary>How new the definitions must be; null for any.</summary>
    public VersionRule? Definitions { get; init; }

    /// <summary>Actions of failures that differ from <see cref="ActionRule.Action"/>.</summary>
    public IReadOnlyDictionary<ProductFailure, PostureAction> Failures { get; init; } = new Dictionary<ProductFailure, PostureAction>();

    /// <summary>The mode by which the field's servers name the way they check (AVMode); null for ours.</summary>
    public string? Mode { get; init; }
}
