using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Tests.Evaluation;

public sealed class SoftwareCheckTests
{
    private static readonly SoftwareGroup Group = new() { Name = "g", Action = PostureAction.Isolate, Members = ["a*", "b"] };

    [Theory]
    [InlineData(false, true, SoftwareState.Installed, "", CheckOutcome.Passed)]
    [InlineData(false, true, SoftwareState.Installed, "B", CheckOutcome.Failed)]
    [InlineData(false, true, SoftwareState.Running, "abc", CheckOutcome.Failed)]
    [InlineData(true, true, SoftwareState.Installed, "a1", CheckOutcome.Failed)]
    [InlineData(true, true, SoftwareState.Installed, "a1;b", CheckOutcome.Passed)]
    [InlineData(true, false, SoftwareState.Running, "b", CheckOutcome.Passed)]
    [InlineData(true, false, SoftwareState.Running, "c", CheckOutcome.Failed)]
    public void A_group_is_forbidden_or_required(bool required, bool all, SoftwareState state, string found, CheckOutcome expected)
    {
        string[] names = found.Split(';', StringSplitOptions.RemoveEmptyEntries);
        SoftwareGroup group = Group with { Required = required, All = all, State = state };

        Assert.Equal(expected, Outcome(group, state == SoftwareState.Installed ? new(null, names, null) : new(null, null, names)));
        Assert.Equal(CheckOutcome.Unknown, Outcome(group, state == SoftwareState.Installed ? new(null, null, names) : new(null, names, null)));
    }

    [Fact]
    public void A_report_older_than_the_policy_does_not_pass_it()
    {
        Assert.Equal(CheckOutcome.Unknown, Outcome(Group, new(["b"], [], null)));
        Assert.Equal(CheckOutcome.Failed, Outcome(Group, new(["b"], ["b"], null)));
        Assert.Equal(CheckOutcome.Unknown, Outcome(Group with { Required = true }, new([], [], null)));
        Assert.Equal(CheckOutcome.Unknown, Outcome(Group with { Required = true, All = false }, new(["b"], [], null)));
        Assert.Equal(CheckOutcome.Passed, Outcome(Group, new(["A*", "b"], [], null)));
    }

    private static CheckOutcome Outcome(SoftwareGroup group, SoftwareSurvey survey) => PolicyEvaluation.Evaluate(
        new Policy { Name = "p", Software = [group] }, new PostureReport { Software = survey }, PatchCatalogue.Empty, new EvaluationContext(ItemSamples.Now)).Checked[0].Outcome;
}
