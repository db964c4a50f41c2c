using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Tests.Evaluation;

/// <summary>Every item with every action, failed, passed and unknown; and every pair of actions.</summary>
public sealed class VerdictTableTests
{
    public static TheoryData<CheckItem, PostureAction, CheckOutcome> Table()
    {
        TheoryData<CheckItem, PostureAction, CheckOutcome> rows = [];
        foreach (CheckItem item in Enum.GetValues<CheckItem>())
        {
            foreach (PostureAction action in Enum.GetValues<PostureAction>())
            {
                foreach (CheckOutcome outcome in Enum.GetValues<CheckOutcome>())
                {
                    rows.Add(item, action, outcome);
                }
            }
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void An_item_leads_to_the_action_the_policy_names(CheckItem item, PostureAction action, CheckOutcome outcome)
    {
        // Failed and unknown get different actions, so that one cannot be taken for the other.
        PostureAction unknown = (PostureAction)(((int)action + 1) % 4);
        Verdict verdict = Evaluate(ItemSamples.Policy(item, action, unknown), item, outcome);

        PostureAction expected = outcome switch
        {
            CheckOutcome.Passed => PostureAction.Monitor,
            CheckOutcome.Failed => action,
            _ => unknown,
        };
        Assert.Equal((VerdictKind)expected, verdict.Kind);
        Assert.Equal(new CheckedItem(item, outcome), Assert.Single(verdict.Checked));
        if (outcome == CheckOutcome.Passed)
        {
            Assert.Empty(verdict.Reasons);
            return;
        }

        Reason reason = Assert.Single(verdict.Reasons);
        Assert.Equal((item, outcome, expected, expected), (reason.Item, reason.Outcome, reason.Action, reason.Effective));
        Assert.All([reason.Key, reason.Found, reason.Required, reason.Remedy], text => Assert.NotEqual(string.Empty, text));
        Assert.EndsWith(".", reason.Remedy, StringComparison.Ordinal);
        Assert.Null(reason.Deadline);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void An_action_takes_effect_when_its_time_has_come(CheckItem item, PostureAction action, CheckOutcome outcome)
    {
        Policy policy = ItemSamples.Policy(item, action, unknown: action, after: 30);
        Verdict first = Evaluate(policy, item, outcome);
        Verdict before = Evaluate(policy, item, outcome, first, TimeSpan.FromMinutes(30) - TimeSpan.FromTicks(1));
        Verdict due = Evaluate(policy, item, outcome, before, TimeSpan.FromMinutes(30));

        bool waits = outcome != CheckOutcome.Passed && action > PostureAction.Remind;
        PostureAction now = outcome == CheckOutcome.Passed ? PostureAction.Monitor : action;
        Assert.Equal(waits ? VerdictKind.Reminded : (VerdictKind)now, first.Kind);
        Assert.Equal(first.Kind, before.Kind);
        Assert.Equal((VerdictKind)now, due.Kind);
        Assert.Equal(waits ? ItemSamples.Now.AddMinutes(30) : null, first.ChangesAt);
        Assert.Null(due.ChangesAt);
    }

    [Theory]
    [MemberData(nameof(Table))]
    public void What_the_policy_does_not_ask_for_has_no_effect(CheckItem item, PostureAction action, CheckOutcome outcome)
    {
        CheckItem other = item == CheckItem.Traffic ? CheckItem.OperatingSystem : CheckItem.Traffic;
        Verdict verdict = Evaluate(ItemSamples.Policy(other, action, PostureAction.Monitor), item, outcome);

        Assert.Equal(VerdictKind.Admitted, verdict.Kind);
        Assert.Equal(CheckOutcome.Unknown, Assert.Single(verdict.Checked).Outcome);
    }

    [Fact]
    public void The_most_severe_action_wins()
    {
        foreach (PostureAction first in Enum.GetValues<PostureAction>())
        {
            foreach (PostureAction second in Enum.GetValues<PostureAction>())
            {
                Policy policy = ItemSamples.Policy(CheckItem.Traffic, first) with { Findings = ItemSamples.Policy(CheckItem.Shares, second).Findings };
                var report = ItemSamples.Report(CheckItem.Shares, CheckOutcome.Failed).Report with { Connections = 99 };
                Verdict verdict = PolicyEvaluation.Evaluate(policy, report, PatchCatalogue.Empty, new EvaluationContext(ItemSamples.Now));

                Assert.Equal(Math.Max((int)first, (int)second), (int)verdict.Kind);
                Assert.Equal(2, verdict.Reasons.Count);
                Assert.Equal((int)verdict.Kind, (int)verdict.Reasons[0].Effective);
            }
        }
    }

    [Fact]
    public void The_policys_own_actions_fill_the_gaps_of_its_rules()
    {
        Policy policy = ItemSamples.Policy(CheckItem.Firewall, PostureAction.Monitor) with { Unknown = PostureAction.Isolate, ActionAfterMinutes = 5 };
        Verdict verdict = Evaluate(policy, CheckItem.Firewall, CheckOutcome.Unknown);

        Assert.Equal(VerdictKind.Reminded, verdict.Kind);
        Assert.Equal(ItemSamples.Now.AddMinutes(5), Assert.Single(verdict.Reasons).Deadline);
    }

    [Fact]
    public void Only_an_isolated_endpoint_is_sent_to_the_repair_servers()
    {
        AccessSettings access = new() { AdmittedList = "all", IsolatedList = "repair", RepairServers = [new("mirror", "192.0.2.1", [80])] };
        foreach (PostureAction action in Enum.GetValues<PostureAction>())
        {
            Verdict verdict = Evaluate(ItemSamples.Policy(CheckItem.Shares, action) with { Access = access }, CheckItem.Shares, CheckOutcome.Failed);

            Assert.Equal(action == PostureAction.Isolate ? 1 : 0, verdict.Reachable.Count);
            Assert.Equal(action switch { PostureAction.Isolate => "repair", PostureAction.Offline => null, _ => "all" }, verdict.AccessList);
        }
    }

    [Fact]
    public void The_numbers_of_items_and_actions_stay_what_was_stored()
    {
        Assert.Equal(Enumerable.Range(0, 27), Enum.GetValues<CheckItem>().Select(item => (int)item));
        Assert.All(CheckItems.All, info => Assert.Equal((int)info.Item, CheckItems.All.ToList().IndexOf(info)));
        Assert.Equal((0, 1, 2, 3), ((int)PostureAction.Monitor, (int)PostureAction.Remind, (int)PostureAction.Isolate, (int)PostureAction.Offline));
        Assert.Equal((0, 22, 26), ((int)CheckItem.OperatingSystem, (int)CheckItem.SeveralSystems, (int)CheckItem.Traffic));
    }

    private static Verdict Evaluate(Policy policy, CheckItem item, CheckOutcome outcome, Verdict? last = null, TimeSpan later = default)
    {
        var (report, observed) = ItemSamples.Report(item, outcome);
        EvaluationContext context = new(ItemSamples.Now + later) { Observed = observed };
        return PolicyEvaluation.Evaluate(policy, report, PatchCatalogue.Empty, last is null ? context : context with { FirstSeen = last.FirstSeen });
    }
}
