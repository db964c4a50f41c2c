using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using OperatingSystem = Gatehouse.Posture.Reports.OperatingSystem;

namespace Gatehouse.Posture.Tests.Evaluation;

public sealed class PatchCheckTests
{
    private static readonly DateTimeOffset Now = ItemSamples.Now;

    public static TheoryData<PatchSeverity, PostureAction> SeveritiesAndActions()
    {
        TheoryData<PatchSeverity, PostureAction> rows = [];
        foreach (PatchSeverity severity in Enum.GetValues<PatchSeverity>())
        {
            foreach (PostureAction action in Enum.GetValues<PostureAction>())
            {
                rows.Add(severity, action);
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(SeveritiesAndActions))]
    public void Each_severity_has_its_own_action(PatchSeverity severity, PostureAction action)
    {
        foreach (PatchSeverity missing in Enum.GetValues<PatchSeverity>())
        {
            Verdict verdict = Evaluate(Rule(severity, action), Pending(missing));

            Assert.Equal(missing == severity ? (VerdictKind)action : VerdictKind.Admitted, verdict.Kind);
            Assert.Equal(missing == severity ? 1 : 0, verdict.Reasons.Count);
        }
    }

    [Fact]
    public void Days_of_grace_count_from_when_a_patch_was_first_seen_missing()
    {
        PatchRule rule = new() { Levels = new Dictionary<PatchSeverity, PatchLevel> { [PatchSeverity.Critical] = new(PostureAction.Isolate, 3) } };
        Verdict first = Evaluate(rule, Pending(PatchSeverity.Critical));
        Verdict before = Evaluate(rule, Pending(PatchSeverity.Critical), first.FirstSeen, Now.AddDays(3).AddTicks(-1));
        Verdict due = Evaluate(rule, Pending(PatchSeverity.Critical), before.FirstSeen, Now.AddDays(3));

        Assert.Equal((VerdictKind.Reminded, VerdictKind.Reminded, VerdictKind.Isolated), (first.Kind, before.Kind, due.Kind));
        Assert.Equal((3, Now.AddDays(3)), (first.Reasons[0].GraceDays, first.Reasons[0].Deadline));
    }

    [Fact]
    public void A_patch_seen_later_does_not_lengthen_the_grace_of_an_earlier_one()
    {
        PatchRule rule = new() { Levels = new Dictionary<PatchSeverity, PatchLevel> { [PatchSeverity.Critical] = new(PostureAction.Isolate, 3) } };
        Verdict first = Evaluate(rule, Pending(PatchSeverity.Critical));
        UpdateStatus two = new(null, [.. Pending(PatchSeverity.Critical).Pending!, new("curl", "8", PatchSeverity.Critical, true)], Now);

        Assert.Equal(Now.AddDays(3), Evaluate(rule, two, first.FirstSeen, Now.AddDays(2)).Reasons[0].Deadline);
    }

    [Fact]
    public void A_clock_set_back_does_not_lengthen_a_deadline()
    {
        PatchRule rule = Rule(PatchSeverity.Critical, PostureAction.Isolate) with { ActionAfterMinutes = 10 };
        Dictionary<string, DateTimeOffset> future = new() { ["patches/critical/openssl"] = Now.AddYears(1) };

        Assert.Equal(Now.AddMinutes(10), Evaluate(rule, Pending(PatchSeverity.Critical), future).Reasons[0].Deadline);
    }

    [Fact]
    public void Old_lists_of_updates_are_unknown_and_what_they_show_still_counts()
    {
        PatchRule rule = Rule(PatchSeverity.Critical, PostureAction.Isolate) with { ListsWithinDays = 7, Unknown = PostureAction.Remind };
        UpdateStatus old = Pending(PatchSeverity.Critical) with { ListsDate = Now.AddDays(-8) };

        Assert.Equal(VerdictKind.Reminded, Evaluate(rule, old with { Pending = [] }).Kind);
        Assert.Equal(VerdictKind.Reminded, Evaluate(rule, old with { Pending = [], ListsDate = null }).Kind);
        Assert.Equal(VerdictKind.Isolated, Evaluate(rule, old).Kind);
        Assert.Equal(VerdictKind.Admitted, Evaluate(rule, old with { Pending = [], ListsDate = Now.AddDays(-7) }).Kind);
    }

    [Fact]
    public void An_uploaded_list_is_held_against_the_catalogue_and_what_supersedes()
    {
        PatchCatalogue catalogue = new(
        [
            new("KB1", PatchSeverity.Critical, new DateOnly(2026, 3, 1), ["7 *"], ["KB2"]),
            new("KB2", PatchSeverity.Critical, new DateOnly(2026, 3, 5), ["7 *"], ["KB3"]),
            new("KB3", PatchSeverity.Low, null, ["7 *"], ["KB1"]),
            new("KB9", PatchSeverity.Critical, null, ["10 *"], []),
        ]);
        PatchRule rule = Rule(PatchSeverity.Critical, PostureAction.Isolate);

        Assert.Equal(VerdictKind.Isolated, Evaluate(rule, new([], null, null), catalogue: catalogue).Kind);
        Assert.Equal(VerdictKind.Admitted, Evaluate(rule, new(["kb3"], null, null), catalogue: catalogue).Kind);
        Assert.Contains("1 critical update missing: KB2", Evaluate(rule, new(["KB1", "KB0"], null, null), catalogue: new PatchCatalogue(
            [new("KB1", PatchSeverity.Critical, null, ["*"], ["KB2"]), new("KB2", PatchSeverity.Critical, null, ["*"], [])])).Reasons[0].Found, StringComparison.Ordinal);
    }

    [Fact]
    public void Grace_of_a_patch_with_a_known_release_counts_from_there()
    {
        PatchCatalogue catalogue = new([new("KB1", PatchSeverity.Critical, new DateOnly(2026, 3, 1), ["*"], [])]);
        PatchRule rule = new() { Levels = new Dictionary<PatchSeverity, PatchLevel> { [PatchSeverity.Critical] = new(PostureAction.Offline, 10) } };

        Reason reason = Evaluate(rule, new([], null, null), catalogue: catalogue).Reasons[0];
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero), reason.Deadline);
    }

    [Fact]
    public void The_catalogue_grades_what_an_endpoint_found_pending_itself()
    {
        PatchCatalogue catalogue = new([new("openssl", PatchSeverity.Critical, new DateOnly(2026, 3, 1), ["*"], [])]) { Version = 4 };
        PatchRule rule = new() { Levels = new Dictionary<PatchSeverity, PatchLevel> { [PatchSeverity.Critical] = new(PostureAction.Offline, 10) } };

        Verdict verdict = Evaluate(rule, Pending(PatchSeverity.Low), catalogue: catalogue);
        Assert.Equal(new DateTimeOffset(2026, 3, 11, 0, 0, 0, TimeSpan.Zero), Assert.Single(verdict.Reasons).Deadline);
        Assert.Equal(4, verdict.CatalogueVersion);
        Assert.Empty(Evaluate(rule, Pending(PatchSeverity.Low)).Reasons);
    }

    [Fact]
    public void A_verdict_that_looked_at_no_patches_names_no_catalogue()
    {
        Verdict verdict = PolicyEvaluation.Evaluate(new Policy { Name = "p" }, new PostureReport(), new PatchCatalogue([]) { Version = 4 }, new EvaluationContext(Now));

        Assert.Null(verdict.CatalogueVersion);
    }

    [Fact]
    public void An_uploaded_list_without_a_catalogue_says_nothing()
    {
        Verdict verdict = Evaluate(Rule(PatchSeverity.Low, PostureAction.Offline), new(["KB1"], null, null));

        Assert.Equal((CheckOutcome.Unknown, VerdictKind.Admitted), (verdict.Reasons[0].Outcome, verdict.Kind));
        Assert.Contains("gatehouse catalog apply", verdict.Reasons[0].Remedy, StringComparison.Ordinal);
    }

    private static PatchRule Rule(PatchSeverity severity, PostureAction action) =>
        new() { Levels = new Dictionary<PatchSeverity, PatchLevel> { [severity] = new(action) } };

    private static UpdateStatus Pending(PatchSeverity severity) => new(null, [new("openssl", "3.1", severity, true)], Now);

    private static Verdict Evaluate(
        PatchRule rule, UpdateStatus updates, IReadOnlyDictionary<string, DateTimeOffset>? firstSeen = null, DateTimeOffset? now = null, PatchCatalogue? catalogue = null)
    {
        PostureReport report = new() { Updates = updates, OperatingSystem = new OperatingSystem("windows", "7 Enterprise", "", "", "") };
        EvaluationContext context = new(now ?? Now) { FirstSeen = firstSeen ?? new Dictionary<string, DateTimeOffset>() };
        return PolicyEvaluation.Evaluate(new Policy { Name = "p", Patches = rule }, report, catalogue ?? PatchCatalogue.Empty, context);
    }
}
