using Gatehouse.Agent.Collectors;
using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Files;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;

namespace Gatehouse.Agent.Tests.Collectors;

public sealed class EndpointSurveyTests
{
    [Fact]
    public async Task One_that_hangs_or_throws_leaves_its_items_undetermined_and_nothing_else()
    {
        using EndpointTree tree = new();
        EndpointSurvey survey = new(
            [
                new FakeCollector(CheckItem.Firewall, _ => new TaskCompletionSource<PostureReport>().Task),
                new FakeCollector(CheckItem.AntiVirus, _ => throw new InvalidOperationException("broken\nin two lines")),
                new FakeCollector(CheckItem.Shares, _ => Task.FromResult(new PostureReport
                {
                    Findings = new Dictionary<CheckItem, IReadOnlyList<string>> { [CheckItem.Shares] = ["films"], [CheckItem.Passwords] = ["not its own"] },
                })),
            ],
            tree.View,
            new ImpatientClock());
        PostureReport report = await survey.CollectAsync(CollectionPlan.Everything, default);

        Assert.Equal(["films"], report.Findings[CheckItem.Shares]);
        Assert.False(report.Findings.ContainsKey(CheckItem.Passwords));
        Assert.Contains("took longer", report.WhyUnknown(CheckItem.Firewall).Why, StringComparison.Ordinal);
        Assert.Equal("looking at it failed: broken in two lines", report.WhyUnknown(CheckItem.AntiVirus).Why);
        Assert.Contains("cannot look", report.WhyUnknown(CheckItem.Traffic).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_the_plan_asks_for_is_looked_at()
    {
        using EndpointTree tree = new();
        EndpointSurvey survey = new([new FakeCollector(CheckItem.Firewall, _ => throw new InvalidOperationException())], tree.View, TimeProvider.System);

        Assert.Empty((await survey.CollectAsync(new CollectionPlan { Items = new HashSet<CheckItem>() }, default)).NotDetermined);
    }

    [Fact]
    public async Task Cancelling_ends_the_survey()
    {
        using EndpointTree tree = new();
        using CancellationTokenSource cancellation = new();
        EndpointSurvey survey = new(
            [new FakeCollector(CheckItem.Firewall, _ => { cancellation.Cancel(); return new TaskCompletionSource<PostureReport>().Task; })], tree.View, TimeProvider.System);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => survey.CollectAsync(CollectionPlan.Everything, cancellation.Token));
    }

    [Fact]
    public async Task This_machine_is_surveyed_and_judged()
    {
        Assert.SkipUnless(System.OperatingSystem.IsLinux(), "the collectors of this test are for Linux");
        EndpointSurvey survey = EndpointSurvey.OfThisMachine(TimeProvider.System);
        PostureReport report = await survey.CollectAsync(CollectionPlan.From(PolicyFile.Default), TestContext.Current.CancellationToken);
        var verdict = PolicyEvaluation.Evaluate(PolicyFile.Default, report, PatchCatalogue.Empty, new EvaluationContext(DateTimeOffset.UtcNow));

        Assert.All(report.NotDetermined, gap => Assert.False(gap.Why.Contains("failed: ", StringComparison.Ordinal) && gap.Why.StartsWith("looking", StringComparison.Ordinal), gap.Why));
        Assert.NotEmpty(verdict.Checked);
        Assert.NotEqual(string.Empty, HostFacts.Read(EndpointView.OfThisMachine(TimeProvider.System)).HostName);
        TestContext.Current.TestOutputHelper?.WriteLine($"{verdict.Kind}\n{string.Join('\n', verdict.Reasons)}\n{string.Join('\n', report.NotDetermined)}");
    }

    private sealed class FakeCollector(CheckItem item, Func<CollectionPlan, Task<PostureReport>> collect) : ICollector
    {
        public IReadOnlyList<CheckItem> Items { get; } = [item];

        public Task<PostureReport> CollectAsync(EndpointView endpoint, CollectionPlan plan, CancellationToken cancellation) => collect(plan);
    }
}
