using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Evaluation;

/// <summary>Policy, report, catalogue and clock to verdict: the same input gives the same verdict.</summary>
public static class PolicyEvaluation
{
    private const PostureAction MostBeforeDeadline = PostureAction.Remind;

    /// <summary>Judges every item the policy asks for; the most severe action wins.</summary>
    /// <param name="policy">What is required.</param>
    /// <param name="report">What the endpoint found.</param>
    /// <param name="catalogue">Patches to check an uploaded list against.</param>
    /// <param name="context">The clock, what was seen before, and what the server itself saw.</param>
    public static Verdict Evaluate(Policy policy, PostureReport report, PatchCatalogue catalogue, EvaluationContext context)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(catalogue);
        ArgumentNullException.ThrowIfNull(context);
        Judgement[] judgements = [.. Judge(policy, report, catalogue, context)];
        Dictionary<string, DateTimeOffset> firstSeen = [];
        Reason[] reasons =
        [
            .. judgements.Where(judgement => judgement.Outcome != CheckOutcome.Passed)
                .Select(judgement => ToReason(judgement, policy, report, context, firstSeen))
                .OrderByDescending(reason => reason.Effective).ThenByDescending(reason => reason.Action),
        ];
        VerdictKind kind = reasons.Length == 0 ? VerdictKind.Admitted : (VerdictKind)reasons.Max(reason => reason.Effective);
        return new Verdict
        {
            Kind = kind,
            EvaluatedAt = context.Now,
            PolicyName = policy.Name,
            PolicyVersion = policy.Version,
            CatalogueVersion = policy.Patches is not null && catalogue.Version > 0 ? catalogue.Version : null,
            Reasons = reasons,
            Checked = [.. judgements.GroupBy(judgement => judgement.Item).OrderBy(group => group.Key).Select(ToChecked)],
            Reachable = kind == VerdictKind.Isolated ? policy.Access.RepairServers : [],
            AccessList = kind switch
            {
                VerdictKind.Isolated => policy.Access.IsolatedList,
                VerdictKind.Offline => null,
                _ => policy.Access.AdmittedList,
            },
            NextCheckSeconds = policy.Session.RecheckSeconds,
            ChangesAt = reasons.Where(reason => reason.Action > (PostureAction)kind).Min(reason => reason.Deadline),
            UserMessage = policy.UserMessage,
            FirstSeen = firstSeen,
        };
    }

    private static IEnumerable<Judgement> Judge(Policy policy, PostureReport report, PatchCatalogue catalogue, EvaluationContext context)
    {
        if (policy.OperatingSystem is { } systems)
        {
            yield return OperatingSystemCheck.Check(systems, report.OperatingSystem);
        }

        foreach (Judgement judgement in policy.Patches is { } patches ? PatchCheck.Check(patches, report, catalogue, context.Now) : [])
        {
            yield return judgement;
        }

        foreach ((CheckItem item, ProductRule rule) in policy.Products.OrderBy(pair => pair.Key))
        {
            yield return ProductCheck.Check(item, rule, report.Products.GetValueOrDefault(item), context.Now);
        }

        foreach (SoftwareGroup group in policy.Software)
        {
            yield return SoftwareCheck.Check(group, report.Software);
        }

        foreach (Judgement judgement in policy.Settings.OrderBy(pair => pair.Key)
            .SelectMany(pair => SettingsCheck.Check(pair.Key, pair.Value, report.Settings.GetValueOrDefault(pair.Key))))
        {
            yield return judgement;
        }

        if (policy.AddressAssignment is { } assignment)
        {
            yield return AddressAssignmentCheck.Check(assignment, report.AddressAssignment);
        }

        if (policy.Traffic is { } traffic)
        {
            yield return TrafficCheck.Check(traffic, report.Connections);
        }

        foreach ((CheckItem item, FindingsRule rule) in policy.Findings.OrderBy(pair => pair.Key))
        {
            var found = CheckItems.SeenByServer.Contains(item) ? context.Observed : report.Findings;
            yield return FindingsCheck.Check(item, rule, found.GetValueOrDefault(item));
        }
    }

    private static Reason ToReason(
        Judgement judgement, Policy policy, PostureReport report, EvaluationContext context, Dictionary<string, DateTimeOffset> firstSeen)
    {
        bool isUnknown = judgement.Outcome == CheckOutcome.Unknown;
        PostureAction action = isUnknown ? judgement.Rule.Unknown ?? policy.Unknown : judgement.Action;
        DateTimeOffset? deadline = Deadline(judgement, judgement.Rule.ActionAfterMinutes ?? policy.ActionAfterMinutes, context, firstSeen);
        bool isDue = action <= MostBeforeDeadline || deadline is not { } due || context.Now >= due;
        CheckItemInfo info = CheckItems.Of(judgement.Item);
        string remedy = judgement.Rule.Remedy ?? judgement.Remedy ?? info.Remedy;
        string found = judgement.Found;
        if (isUnknown && WhyUnknown(judgement.Item, report, asksForReason: found.Length == 0) is { } why)
        {
            found = $"{(found.Length > 0 ? found : "not determined")}: {why.Why}";
            remedy = why.Needs is { } needs ? $"Give the agent {needs}, or ask the administrator to." : remedy;
        }

        return new Reason(
            judgement.Item, judgement.Key, judgement.Outcome, found, judgement.Required, action, isDue ? action : MostBeforeDeadline, remedy,
            action > MostBeforeDeadline ? deadline : null, isUnknown ? 0 : judgement.GraceDays);
    }

    private static NotDetermined? WhyUnknown(CheckItem item, PostureReport report, bool asksForReason)
    {
        if (CheckItems.SeenByServer.Contains(item))
        {
            return new NotDetermined(item, "the server has not seen enough of the endpoint");
        }

        return asksForReason ? report.WhyUnknown(item) : report.NotDetermined.FirstOrDefault(gap => gap.Item == item);
    }

    // The deadline of a judgement with parts is that of the part that is due first.
    private static DateTimeOffset? Deadline(
        Judgement judgement, int afterMinutes, EvaluationContext context, Dictionary<string, DateTimeOffset> firstSeen)
    {
        DateTimeOffset? earliest = null;
        foreach ((string key, DateOnly? since) in judgement.Parts.Count > 0 ? judgement.Parts : [(judgement.Key, null)])
        {
            DateTimeOffset seen = context.FirstSeen.TryGetValue(key, out DateTimeOffset before) && before < context.Now ? before : context.Now;
            firstSeen[key] = seen;
            DateTimeOffset graceFrom = since is { } day ? new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero) : seen;
            DateTimeOffset due = Later(seen.AddMinutes(afterMinutes), graceFrom.AddDays(judgement.GraceDays));
            earliest = earliest is { } other && other < due ? other : due;
        }

        return afterMinutes == 0 && judgement.GraceDays == 0 ? null : earliest;
    }

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;

    private static CheckedItem ToChecked(IGrouping<CheckItem, Judgement> judgements)
    {
        CheckOutcome outcome = judgements.Any(judgement => judgement.Outcome == CheckOutcome.Failed) ? CheckOutcome.Failed
            : judgements.Any(judgement => judgement.Outcome == CheckOutcome.Unknown) ? CheckOutcome.Unknown
            : CheckOutcome.Passed;
        return new CheckedItem(judgements.Key, outcome);
    }
}
