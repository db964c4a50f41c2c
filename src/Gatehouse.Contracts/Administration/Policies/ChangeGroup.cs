using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>Endpoints whose verdict changes in the same way for the same reasons.</summary>
/// <param name="From">Their verdict under the active version.</param>
/// <param name="To">Their verdict under the policy tried.</param>
/// <param name="Why">Keys of the reasons, in order.</param>
/// <param name="Endpoints">How many they are.</param>
/// <param name="Examples">Host names of some of them, the first by name among those that were looked at first; at most 5.</param>
/// <param name="Reasons">The reasons as one of them would be told.</param>
public sealed record ChangeGroup(
    string From,
    string To,
    IReadOnlyList<string> Why,
    long Endpoints,
    IReadOnlyList<string> Examples,
    IReadOnlyList<VerdictReason> Reasons);
