using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Languages;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Tests.Comparison;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Languages;

/// <summary>Comparisons of real samples in other languages.</summary>
public sealed partial class ComparisonTranslatorTests
{
    private const string Update = "GATEHOUSE_UPDATE_GOLDEN";

    /// <summary>Between them they show most steps, explanations and verdicts.</summary>
    private static readonly (string Good, string Bad)[] Pairs =
    [
        ("story-b-small-report.pcap", "story-b-client.pcap"),
        ("healthy-client.log", "story-b-client.log"),
        ("story-b-healthy.pcap", "story-b-client.pcap"),
        ("story-b-small-report.pcap", "request-lost-client.pcap"),
        ("story-b-small-report.pcap", "udp-port-unreachable.pcap"),
        ("tls12-healthy.pcap", "tls-version-alert.pcap"),
        ("tls12-healthy.pcap", "tls-no-common-cipher.pcap"),
        ("tls12-healthy.pcap", "tls-intercepted.pcap"),
        ("tls13-healthy.pcap", "tls-intercepted.pcap"),
        ("tls12-healthy.pcap", "tls-untrusted.pcap"),
        ("tls12-healthy.pcap", "tls-expired.pcap"),
        ("tls12-healthy.pcap", "tls-name-mismatch.pcap"),
        ("mutual-tls12-healthy.pcap", "client-cert-missing-tls12.pcap"),
        ("mutual-tls12-healthy.pcap", "client-cert-untrusted-tls12.pcap"),
        ("mutual-tls13-healthy.pcap", "client-cert-untrusted-tls13.pcap"),
        ("tls12-healthy.pcap", "http-on-tls-port.pcap"),
        ("tls12-healthy.pcap", "tls-on-http-port.pcap"),
        ("tls12-healthy.pcap", "icmp-rejected.pcap"),
        ("tls12-healthy.pcap", "tcp-reset-injected-client.pcap"),
        ("tls12-healthy.pcap", "tcp-refused.pcap"),
        ("tls12-healthy.pcap", "tls-refused-by-reset.pcap"),
        ("tls12-healthy.pcap", "tls-handshake-stalled.pcap"),
        ("tls12-healthy.pcap", "tcp-no-answer-client.pcap"),
        ("tls12-healthy.pcap", "dns-wrong-address.pcap"),
        ("tls12-healthy.pcap", "dns-no-answer.pcap"),
        ("tls12-healthy.pcap", "proxy-refused.pcap"),
        ("path-mtu-discovered.pcap", "path-mtu-black-hole-server.pcap"),
        ("radius-eap-tls-healthy.pcap", "radius-eap-tls-fragments-lost-client.pcap"),
        ("tls12-healthy.pcap", "tls12-healthy.pcap"),
        ("tls-version-alert.pcap", "tls12-healthy.pcap"),
        ("tls-version-alert.pcap", "tls-version-alert.pcap"),
    ];

    public static TheoryData<string> Translations() => [.. Phrasebook.Tags.Skip(1)];

    [Theory]
    [MemberData(nameof(Translations))]
    public void Names_every_step_and_says_what_it_means(string tag)
    {
        PhrasebookFile file = Phrasebook.Read(tag);

        Assert.Empty(StepCatalog.All.SelectMany(step => (string[])[step.Group, step.Title, step.Meaning]).Distinct().Except(file.Comparison.Keys));
    }

    /// <summary>Sentences are found by what they say in English, so what the samples say must be known.</summary>
    [Theory]
    [MemberData(nameof(Translations))]
    public void Leaves_no_sentence_of_the_samples_in_english(string tag)
    {
        Phrasebook words = Phrasebook.Of(tag)!;
        foreach ((string good, string bad) in Pairs)
        {
            ComparisonReport english = Compared.Of(good, bad);
            ComparisonReport report = ComparisonTranslator.Translate(english, words);
            string[] same = [.. Sentences(english).Intersect(Sentences(report))];
            Assert.True(same.Length == 0, $"{tag} {good} {bad}: {string.Join(" | ", same)}");
            string[] mixed = [.. Own(report).Where(text => English().IsMatch(text))];
            Assert.True(mixed.Length == 0, $"{tag} {good} {bad}: {string.Join(" | ", mixed)}");
        }
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Changes_words_and_nothing_else(string tag)
    {
        ComparisonReport english = Compared.Of("tls12-healthy.pcap", "tls-untrusted.pcap");
        ComparisonReport report = ComparisonTranslator.Translate(english, Phrasebook.Of(tag)!);

        Assert.Equal(english.Verdict with { Summary = string.Empty }, report.Verdict with { Summary = string.Empty });
        Assert.Equal(english.Steps.Select(step => (step.Code, step.Weight)), report.Steps.Select(step => (step.Code, step.Weight)));
        Assert.Equal(english.Differences.Select(one => (one.Step, one.Weight, one.Confidence)), report.Differences.Select(one => (one.Step, one.Weight, one.Confidence)));
        Assert.Equal(english.Step("certificate.issuer").Bad!.Text, report.Step("certificate.issuer").Bad!.Text);
        Assert.Equal(report.Differences[report.Verdict.Difference!.Value].Text, report.Verdict.Summary);
        Assert.Equal(english.Remedies.Count > 0, report.Remedies.Count > 0);
    }

    [Fact]
    public void English_is_the_comparison_as_it_is()
    {
        ComparisonReport report = Compared.Of("tls12-healthy.pcap", "tls-version-alert.pcap");

        Assert.Same(report, ComparisonTranslator.Translate(report, Phrasebook.English));
    }

    /// <summary>Run with GATEHOUSE_UPDATE_GOLDEN=1 to write the files anew, and read the difference.</summary>
    [Theory]
    [InlineData("vi", "story-b-small-report.pcap", "story-b-client.pcap")]
    [InlineData("zh-Hans", "story-b-small-report.pcap", "story-b-client.pcap")]
    [InlineData("vi", "tls12-healthy.pcap", "tls-untrusted.pcap")]
    [InlineData("zh-Hans", "tls12-healthy.pcap", "tls-untrusted.pcap")]
    [InlineData("vi", "tls12-healthy.pcap", "dns-no-answer.pcap")]
    [InlineData("zh-Hans", "tls12-healthy.pcap", "dns-no-answer.pcap")]
    public void Reads_as_the_golden_file(string tag, string good, string bad)
    {
        Phrasebook words = Phrasebook.Of(tag)!;
        ComparisonReport report = ComparisonTranslator.Translate(Compared.Of(good, bad), words);
        report = report with { Good = WithoutCheckout(report.Good), Bad = WithoutCheckout(report.Bad) };
        string text = string.Join('\n', ComparisonText.Render(report, 100, TextDetail.Full, words).Select(line => string.Concat(line.Spans.Select(span => span.Text)).TrimEnd())) + "\n";
        string file = Checkout.PathTo("tests/Gatehouse.Diagnosis.Tests/Languages/Golden", $"compare-{Path.GetFileNameWithoutExtension(bad)}.{tag}.txt");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    // Before lines are broken: the length of the checkout's own path must not matter.
    private static ComparedSide WithoutCheckout(ComparedSide side) =>
        side with { Source = side.Source with { File = side.Source.File.Replace(Checkout.PathTo("samples"), "samples", StringComparison.Ordinal) } };

    private static IEnumerable<string> Own(ComparisonReport report) =>
    [
        report.Verdict.Summary, report.Selection, .. report.Differences.Select(difference => difference.Text),
        .. report.Steps.SelectMany(step => ((string?[])[step.Title, step.Good?.Text, step.Bad?.Text]).OfType<string>()),
    ];

    [GeneratedRegex(@"\b(the|of|and|is|are|by|to|bytes|times|away|none|not|travels|sent)\b", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex English();

    private static IEnumerable<string> Sentences(ComparisonReport report) =>
    [
        report.Verdict.Summary, report.Selection, .. report.Differences.Select(difference => difference.Text), .. report.Remedies, .. report.NextSteps,
        .. ((string?[])[report.Good.FaultTitle, report.Bad.FaultTitle]).OfType<string>(),
    ];
}
