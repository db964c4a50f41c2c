using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Checks;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;

namespace Gatehouse.Posture.Tests.Evaluation;

public sealed class ProductCheckTests
{
    private static readonly DateOnly Today = DateOnly.FromDateTime(ItemSamples.Now.UtcDateTime);

    private static readonly ProductRule Rule = new()
    {
        Action = PostureAction.Offline,
        Products = ["McAfee*", "ClamAV"],
        Engine = new VersionRule("1.0.7", null),
        Definitions = new VersionRule(null, 7),
        Failures = new Dictionary<ProductFailure, PostureAction>
        {
            [ProductFailure.NotInstalled] = PostureAction.Monitor,
            [ProductFailure.NotRunning] = PostureAction.Remind,
            [ProductFailure.OldEngine] = PostureAction.Isolate,
        },
    };

    private static readonly Product Good = new("ClamAV", true, "1.0.7", null, "27000", Today.AddDays(-7));

    [Fact]
    public void The_four_failures_are_told_apart_and_each_has_its_action()
    {
        Assert.Equal(("antiVirus/notInstalled", PostureAction.Monitor), Judge([]));
        Assert.Equal(("antiVirus/notInstalled", PostureAction.Monitor), Judge([Good with { Name = "Other" }]));
        Assert.Equal(("antiVirus/notRunning", PostureAction.Remind), Judge([Good with { Running = false }]));
        Assert.Equal(("antiVirus/oldEngine", PostureAction.Isolate), Judge([Good with { Engine = "1.0.6" }]));
        Assert.Equal(("antiVirus/oldDefinitions", PostureAction.Offline), Judge([Good with { DefinitionsDate = Today.AddDays(-8) }]));
        Assert.Null(Judge([Good]));
    }

    [Fact]
    public void Any_accepted_product_suffices() => Assert.Null(Judge([new("McAfee VirusScan", false), Good]));

    [Fact]
    public void Of_several_that_fail_the_running_one_is_named()
    {
        Assert.Equal("antiVirus/oldEngine", Judge([new("McAfee", false), Good with { Engine = "0.9" }])?.Key);
        Assert.Equal("antiVirus/oldEngine", Judge([new("McAfee", true, "0.1"), Good with { Running = false }])?.Key);
    }

    [Fact]
    public void What_is_not_known_about_a_product_is_unknown()
    {
        Assert.Equal(CheckOutcome.Unknown, Reason([Good with { Running = null }])?.Outcome);
        Assert.Equal(CheckOutcome.Unknown, Reason([Good with { Engine = null }])?.Outcome);
        Assert.Equal(CheckOutcome.Unknown, Reason([Good with { DefinitionsDate = null }])?.Outcome);
        Assert.Equal(CheckOutcome.Unknown, Reason([new("McAfee", false), Good with { Running = null }])?.Outcome);
    }

    [Fact]
    public void A_minimum_may_be_a_date()
    {
        ProductRule rule = Rule with { Definitions = new VersionRule("2017-07-10", null) };

        Assert.Null(Judge([Good with { DefinitionsDate = null, Definitions = "2017-07-10" }], rule));
        Assert.Equal("antiVirus/oldDefinitions", Judge([Good with { DefinitionsDate = null, Definitions = "2017-07-09" }], rule)?.Key);
        Assert.Equal(CheckOutcome.Unknown, Reason([Good with { DefinitionsDate = null, Definitions = "x" }], rule)?.Outcome);
    }

    private static (string Key, PostureAction Action)? Judge(Product[] products, ProductRule? rule = null) =>
        Reason(products, rule) is { } reason ? (reason.Key, reason.Action) : null;

    private static Reason? Reason(Product[] products, ProductRule? rule = null)
    {
        Policy policy = new() { Name = "p", Products = new Dictionary<CheckItem, ProductRule> { [CheckItem.AntiVirus] = rule ?? Rule } };
        PostureReport report = new() { Products = new Dictionary<CheckItem, IReadOnlyList<Product>> { [CheckItem.AntiVirus] = products } };
        return PolicyEvaluation.Evaluate(policy, report, PatchCatalogue.Empty, new EvaluationContext(ItemSamples.Now)).Reasons.SingleOrDefault();
    }
}
