using Gatehouse.Contracts.Administration.Endpoints;

namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>Endpoints whose verdict becomes more severe by itself in the same way for the same reasons, once the time that a policy grants has run out.</summary>
/// <param name="From">Their verdict at once under the policy tried.</param>
/// <param name="To">What it becomes if nothing is mended.</param>
/// <param name="FirstAt">When it does for the first of them.</param>
/// <param name="LastAt">When it does for the last of them.</param>
/// <param name="Why">Keys of the reasons, in order.</param>
/// <param name="Endpoints">How many they are.</param>
/// <param name="Examples">Host names of some of them; at most 5.</param>
/// <param name="Reasons">The reasons as one of them would be told.</param>
public sealed record LaterGroup(
    string From,
    string To,
    DateTimeOffset FirstAt,
    DateTimeOffset LastAt,
    IReadOnlyList<string> Why,
    long Endpoints,
    IReadOnlyList<string> Examples,
    IReadOnlyList<VerdictReason> Reasons);
