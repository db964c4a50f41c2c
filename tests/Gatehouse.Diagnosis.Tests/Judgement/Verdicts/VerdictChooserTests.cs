using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Judgement;
using Gatehouse.Diagnosis.Judgement.Verdicts;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Judgement.Verdicts;

public sealed class VerdictChooserTests
{
    private static readonly DiagnosisOptions Unlimited = new() { Inputs = [] };
    private static readonly ConversationName One = new("tcp", "10.0.0.1:50000", "10.0.0.2:443");
    private static readonly ConversationName Other = new("tcp", "10.0.0.1:50001", "10.0.0.3:443");

    [Fact]
    public void A_certain_cause_beats_a_likely_one() =>
        AssertOrder(Fault("certain", Confidence.Certain), Fault("likely", Confidence.Likely), Fault("possible", Confidence.Possible));

    [Fact]
    public void A_likely_cause_beats_the_certain_symptom_it_explains() =>
        AssertOrder(Fault("cause", Confidence.Likely, explains: "symptom"), Fault("symptom", Confidence.Certain));

    [Fact]
    public void A_possible_cause_does_not_beat_a_surer_symptom() =>
        AssertOrder(Fault("symptom", Confidence.Certain), Fault("rival-one", Confidence.Possible, explains: "symptom"), Fault("rival-two", Confidence.Possible, explains: "symptom"));

    [Fact]
    public void A_cause_explains_nothing_at_another_server() =>
        AssertOrder(Fault("symptom", Confidence.Certain, Other), Fault("cause", Confidence.Likely, One, "symptom"));

    [Fact]
    public void A_warning_explains_no_fault_away() => AssertOrder(
        Fault("symptom", Confidence.Possible),
        Fault("cause", Confidence.Certain, explains: "symptom") with { Severity = Severity.Warning });

    [Fact]
    public void Of_equals_the_one_of_most_conversations_leads() =>
        AssertOrder(Fault("many", Confidence.Likely) with { Count = 5 }, Fault("few", Confidence.Likely) with { Count = 4 });

    [Fact]
    public void The_server_the_user_named_comes_before_surer_findings_of_others()
    {
        Assert.True(ServerExpectation.TryParse("10.0.0.3:443", out ServerExpectation server));

        AssertOrder(
            new DiagnosisOptions { Inputs = [], Servers = [server] },
            Fault("named", Confidence.Possible, Other),
            Fault("beside", Confidence.Certain, One));
    }

    [Fact]
    public void A_tunnel_to_the_server_the_user_named_comes_before_surer_findings_of_others()
    {
        Assert.True(ServerExpectation.TryParse("policy.example:4343", out ServerExpectation server));

        AssertOrder(
            new DiagnosisOptions { Inputs = [], Servers = [server] },
            Fault("tunnel", Confidence.Possible, Other) with { Facts = new Dictionary<string, object> { [RuleSet.TunnelTarget] = "policy.example:4343" } },
            Fault("beside", Confidence.Certain, One));
    }

    [Fact]
    public void Two_that_explain_each_other_are_both_kept()
    {
        AssertOrder(Fault("a", Confidence.Certain, explains: "b"), Fault("b", Confidence.Likely, explains: "a"));
    }

    [Fact]
    public void The_verdict_is_the_first_fault()
    {
        Verdict verdict = VerdictChooser.Choose([Fault("cause", Confidence.Likely)], new ConversationCounts(3, 2, 1), frames: 30, unreadable: 0, Unlimited);

        Assert.Equal(("cause", Confidence.Likely, "Title of cause.", 0), (verdict.Code, verdict.Confidence, verdict.Summary, verdict.FindingIndex));
    }

    [Fact]
    public void Without_a_conversation_nothing_is_known() =>
        Assert.Equal(FindingCodes.Inconclusive, VerdictChooser.Choose([], new ConversationCounts(0, 0, 0), frames: 30, unreadable: 0, Unlimited).Code);

    [Theory]
    [InlineData(0, "Nothing wrong found in 1,000 conversations.")]
    [InlineData(1, "Nothing wrong found in 1,000 conversations, with one warning.")]
    [InlineData(2, "Nothing wrong found in 1,000 conversations, with 2 warnings.")]
    public void Warnings_alone_leave_it_healthy(int warnings, string summary)
    {
        Verdict verdict = VerdictChooser.Choose(
            [.. Enumerable.Repeat(Fault("w", Confidence.Certain) with { Severity = Severity.Warning }, warnings)], new ConversationCounts(1000, 1000, 0), frames: 30_000, unreadable: 0, Unlimited);

        Assert.Equal((FindingCodes.Healthy, summary), (verdict.Code, verdict.Summary));
    }

    [Fact]
    public void What_could_not_be_judged_is_said_and_makes_healthy_likely()
    {
        Verdict verdict = VerdictChooser.Choose([], new ConversationCounts(20, 18, 0, 2), frames: 30, unreadable: 0, Unlimited);

        Assert.Equal((FindingCodes.Healthy, Confidence.Likely), (verdict.Code, verdict.Confidence));
        Assert.Equal("Nothing wrong found in 18 of 20 conversations; of the other 2 the evidence shows too little.", verdict.Summary);
    }

    [Theory]
    [InlineData(1, 0, null, "There is nothing to judge: the one frame shows no TCP or UDP conversation.")]
    [InlineData(30, 0, null, "There is nothing to judge: the 30 frames show no TCP or UDP conversation.")]
    [InlineData(30, 30, null, "There is nothing to judge: the 30 frames show no TCP or UDP conversation; all of them are cut short, damaged or of a kind that is not decoded.")]
    [InlineData(30, 1, null, "There is nothing to judge: the 30 frames show no TCP or UDP conversation; one of them is cut short, damaged or of a kind that is not decoded.")]
    [InlineData(1, 1, null, "There is nothing to judge: the one frame shows no TCP or UDP conversation; it is cut short, damaged or of a kind that is not decoded.")]
    [InlineData(30, 0, "10.9.9.9", "There is nothing to judge: the 30 frames in the evidence show no conversation of the endpoint 10.9.9.9.")]
    [InlineData(0, 0, null, "There is nothing to judge: the evidence holds no frames.")]
    public void Says_why_there_is_nothing_to_judge(long frames, long unreadable, string? endpoint, string summary) => Assert.Equal(
        summary, VerdictChooser.Choose([], new ConversationCounts(0, 0, 0), frames, unreadable, Unlimited with { Endpoint = endpoint }).Summary);

    [Fact]
    public void A_certificate_that_is_not_the_expected_one_is_named_beside_healthy()
    {
        Finding broken = Fault(FindingCodes.TlsIntercepted, Confidence.Certain) with { Severity = Severity.Warning };
        Verdict verdict = VerdictChooser.Choose([broken], new ConversationCounts(1, 1, 0), frames: 30, unreadable: 0, Unlimited);

        Assert.Equal("Nothing wrong found in one conversation, with one warning. But: Title of tls-intercepted.", verdict.Summary);
    }

    [Fact]
    public void What_was_to_be_checked_and_could_not_be_makes_healthy_likely()
    {
        Finding hidden = Fault(FindingCodes.CaptureIncomplete, Confidence.Certain) with { Severity = Severity.Warning };
        Assert.Equal(Confidence.Likely, VerdictChooser.Choose([hidden], new ConversationCounts(1, 1, 0), frames: 30, unreadable: 0, Unlimited).Confidence);
    }

    [Fact]
    public void Orders_many_thousand_findings_that_explain_each_other_in_linear_time()
    {
        const int Many = 60_000;
        Finding[] Explaining(int count) =>
        [
            .. Enumerable.Range(0, count).Select(i => Fault($"code-{i % 2}", Confidence.Possible, new ConversationName("tcp", "10.0.0.1:1", $"10.0.0.2:{i / 2}"), i % 2 == 1 ? "code-0" : "code-2")),
        ];
        IReadOnlyList<Finding> ordered = VerdictChooser.Order(Explaining(Many), Unlimited);
        double growth = LinearTime.GrowthOf(Many, Explaining, findings => VerdictChooser.Order(findings, Unlimited));

        Assert.Equal("code-1", ordered[0].Code);
        Assert.Equal("code-0", ordered[^1].Code);
        Assert.True(LinearTime.IsLinear(growth), $"four times the findings take {growth:0.0} times as long");
    }

    [Fact]
    public void When_nothing_could_be_judged_nothing_is_known() =>
        Assert.Equal(FindingCodes.Inconclusive, VerdictChooser.Choose([], new ConversationCounts(2, 0, 0, 2), frames: 30, unreadable: 0, Unlimited).Code);

    private static void AssertOrder(params Finding[] expected) => AssertOrder(Unlimited, expected);

    /// <summary>The order must not depend on the order in which rules spoke.</summary>
    private static void AssertOrder(DiagnosisOptions options, params Finding[] expected)
    {
        Assert.Equal(expected.Select(finding => finding.Code), VerdictChooser.Order(expected, options).Select(finding => finding.Code));
        Assert.Equal(expected[0].Code, VerdictChooser.Order(expected.Reverse(), options)[0].Code);
    }

    private static Finding Fault(string code, Confidence confidence, ConversationName? conversation = null, params string[] explains) => new()
    {
        Code = code,
        Severity = Severity.Fault,
        Confidence = confidence,
        Title = $"Title of {code}",
        Explanation = "Explanation.",
        Conversation = conversation ?? One,
        Explains = explains,
    };

    private static Finding Fault(string code, Confidence confidence, string explains) => Fault(code, confidence, null, explains);
}
