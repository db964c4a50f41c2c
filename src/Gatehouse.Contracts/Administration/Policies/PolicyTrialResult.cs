namespace Gatehouse.Contracts.Administration.Policies;

/// <summary>What a policy would change, worked out from the last report of each endpoint under the active version and under the policy tried.</summary>
/// <param name="Policy">Name of the policy whose endpoints were looked at.</param>
/// <param name="IsNew">Whether there is no policy of that name yet; then all endpoints were looked at, each compared with the policy it is under.</param>
/// <param name="ActiveVersion">What was compared with; null when no version is active, and for a new policy.</param>
/// <param name="Endpoints">Active endpoints looked at.</param>
/// <param name="WithoutReport">Of these, endpoints that have not reported yet: nothing can be said of them.</param>
/// <param name="Unchanged">Endpoints whose verdict would stay.</param>
/// <param name="Stricter">Endpoints whose verdict would be more severe.</param>
/// <param name="Milder">Endpoints whose verdict would be less severe.</param>
/// <param name="Now">Endpoints by verdict under the active version.</param>
/// <param name="Then">Endpoints by verdict under the policy tried.</param>
/// <param name="Why">How many endpoints change for which reason, by its key.</param>
/// <param name="Groups">The changes together by what they have in common, the most severe new verdict first, then the largest; at most 200.</param>
/// <param name="Changes">Who would change and why, the most severe new verdict first; at most 1,000.</param>
/// <param name="LeftOut">Changes beyond those.</param>
/// <param name="StricterLater">Endpoints whose verdict would become more severe later than with their next check, when a time that the policy grants has run out.</param>
/// <param name="LaterGroups">These together by what they have in common; at most 200.</param>
/// <param name="Later">Who they are, when and why; at most 1,000, in order of time.</param>
public sealed record PolicyTrialResult(
    string Policy,
    bool IsNew,
    long? ActiveVersion,
    long Endpoints,
    long WithoutReport,
    long Unchanged,
    long Stricter,
    long Milder,
    IReadOnlyDictionary<string, long> Now,
    IReadOnlyDictionary<string, long> Then,
    IReadOnlyDictionary<string, long> Why,
    IReadOnlyList<ChangeGroup> Groups,
    IReadOnlyList<VerdictChange> Changes,
    long LeftOut,
    long StricterLater,
    IReadOnlyList<LaterGroup> LaterGroups,
    IReadOnlyList<LaterChange> Later);
