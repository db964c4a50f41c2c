using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Reports.Html;
using Gatehouse.Diagnosis.Reports.Markdown;
using Gatehouse.Diagnosis.Tests.Reports;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Languages;

/// <summary>Reports of real samples in other languages.</summary>
public sealed partial class ReportTranslatorTests
{
    private const string Update = "GATEHOUSE_UPDATE_GOLDEN";

    private static readonly string[] Path = ["client", "r1-in", "r1-out", "r2-out", "server"];

    public static TheoryData<string, string> Goldens()
    {
        TheoryData<string, string> cases = [];
        foreach (string tag in Phrasebook.Tags.Skip(1))
        {
            foreach (string sample in (string[])
                ["story-b-path", "story-a-tls11-refused.pcapng", "story-b-client.log", "story-b-client.pcap", "tls-untrusted.pcap", "tcp-no-answer-client.pcap", "ofcscan-half.ini", "tls12-healthy.pcap"])
            {
                cases.Add(tag, sample);
            }
        }

        return cases;
    }

    public static TheoryData<string> Translations() => [.. Phrasebook.Tags.Skip(1)];

    /// <summary>Run with GATEHOUSE_UPDATE_GOLDEN=1 to write the files anew, and read the difference.</summary>
    [Theory]
    [MemberData(nameof(Goldens))]
    public void Reads_as_the_golden_file(string tag, string sample)
    {
        Phrasebook words = Phrasebook.Of(tag)!;
        string text = Text(WithoutCheckout(ReportTranslator.Translate(Diagnose(sample), words)), words);
        string file = Checkout.PathTo("tests/Gatehouse.Diagnosis.Tests/Languages/Golden", $"{sample}.{tag}.txt");
        if (Environment.GetEnvironmentVariable(Update) == "1")
        {
            File.WriteAllText(file, text);
        }

        Assert.Equal(File.ReadAllText(file), text);
    }

    // Before lines are broken: the length of the checkout's own path must not matter.
    private static Report WithoutCheckout(Report report) => report with
    {
        Sources = [.. report.Sources.Select(source => source with { File = source.File.Replace(Checkout.PathTo("samples"), "samples", StringComparison.Ordinal) })],
    };

    /// <summary>Notes, remarks and steps are found by what they say in English, so what the samples say must be known.</summary>
    [Theory]
    [MemberData(nameof(Translations))]
    public void Leaves_nothing_of_the_samples_in_english(string tag)
    {
        Phrasebook words = Phrasebook.Of(tag)!;
        foreach (string sample in Directory.EnumerateFiles(Checkout.PathTo("samples")).Where(file => !file.EndsWith(".md", StringComparison.Ordinal)).Order())
        {
            Report english = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(sample)] }, cancellation: TestContext.Current.CancellationToken);
            Report report = ReportTranslator.Translate(english, words);
            Assert.NotEqual(english.Verdict.Summary, report.Verdict.Summary);
            string[] same =
            [
                .. Sentences(english).Intersect(Sentences(report)).Where(text => !words.Remarks.TrySay(text, known => known, out string? own) || own != text),
            ];
            Assert.True(same.Length == 0, $"{tag} {System.IO.Path.GetFileName(sample)}: {string.Join(" | ", same)}");
        }
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Changes_words_and_nothing_else(string tag)
    {
        Report english = Diagnose("story-b-path");
        Report report = ReportTranslator.Translate(english, Phrasebook.Of(tag)!);

        Assert.Equal(english.Verdict with { Summary = string.Empty }, report.Verdict with { Summary = string.Empty });
        Assert.Equal(english.Path, report.Path);
        Assert.Equal(english.Conversations, report.Conversations);
        Assert.All(english.Findings.Zip(report.Findings), pair =>
        {
            Assert.Equal((pair.First.Code, pair.First.Severity, pair.First.Confidence, pair.First.Count), (pair.Second.Code, pair.Second.Severity, pair.Second.Confidence, pair.Second.Count));
            Assert.Same(pair.First.Facts, pair.Second.Facts);
            Assert.Equal(pair.First.Evidence.Select(piece => piece.Filter), pair.Second.Evidence.Select(piece => piece.Filter));
            Assert.Equal(pair.First.Explanation, pair.Second.Original!.Explanation);
            Assert.Equal(pair.First.Remedies.Count > 0, pair.Second.Remedies.Count > 0);
        });
    }

    [Fact]
    public void English_is_the_report_as_it_is()
    {
        Report report = SampleReports.VersionMismatch;

        Assert.Same(report, ReportTranslator.Translate(report, Phrasebook.English));
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Keeps_to_the_schema(string tag)
    {
        using JsonDocument file = JsonDocument.Parse(File.ReadAllText(Checkout.PathTo("docs/diagnosis.schema.json")));
        SchemaValidator schema = new(file.RootElement);
        Phrasebook words = Phrasebook.Of(tag)!;
        foreach (string sample in (string[])["story-b-path", "story-b-client.log", "tls-untrusted.pcap"])
        {
            using JsonDocument json = JsonDocument.Parse(JsonReport.Render(ReportTranslator.Translate(Diagnose(sample), words)));
            Assert.Empty(schema.Validate(json.RootElement));
        }
    }

    [Theory]
    [MemberData(nameof(Translations))]
    public void Pages_say_their_language(string tag)
    {
        Phrasebook words = Phrasebook.Of(tag)!;

        Assert.Contains($"<html lang=\"{tag}\">", HtmlReport.Render(ReportTranslator.Translate(Diagnose("tls-untrusted.pcap"), words), words), StringComparison.Ordinal);
    }

    /// <summary>
    /// In a language whose every word is a sign, what is still written in letters was written by the writers themselves.
    /// </summary>
    [Fact]
    public void Writers_have_no_words_of_their_own()
    {
        Phrasebook signs = Signs();
        foreach (Report report in (Report[])[Diagnose("story-b-path"), Diagnose("story-b-client.pcap"), Diagnose("story-b-client.log"), Diagnose("tls12-healthy.pcap"), Diagnose("ofcscan-half.ini"), .. SampleReports.All.Values])
        {
            Report wordless = Wordless(report);
            string[] texts =
            [
                .. Enum.GetValues<TextDetail>().Select(detail => string.Join('\n', TextReport.Render(wordless, 100, detail, signs))),
                MarkdownReport.Render(wordless, signs),
                Markup().Replace(HtmlReport.Render(wordless, signs), " "),
                string.Join('\n', Labels().Matches(HtmlReport.Render(wordless, signs)).Select(label => label.Groups["text"].Value)),
            ];
            Assert.All(texts, text => Assert.Empty(Letters().Matches(Codes().Replace(text, " ")).Select(word => word.Value).Except(["UTC", "X", "s"])));
        }
    }

    private static Phrasebook Signs()
    {
        PhrasebookFile english = Phrasebook.Read("en");
        return new Phrasebook(english with { Language = "zz", Words = english.Words.ToDictionary(word => word.Key, word => Word().Replace(word.Value, "※")) });
    }

    /// <summary>A report without a word that came from a rule or from the evidence.</summary>
    private static Report Wordless(Report report)
    {
        Dictionary<string, object> facts = new() { ["1"] = 1 };
        return report with
        {
            Verdict = report.Verdict with { Summary = "1", Where = Wordless(report.Verdict.Where) },
            Findings =
            [
                .. report.Findings.Select(finding => finding with
                {
                    Title = "1",
                    Explanation = "1",
                    Conversation = finding.Conversation is null ? null : new ConversationName("1", "2", "3"),
                    Where = Wordless(finding.Where),
                    Facts = facts,
                    Evidence = [.. finding.Evidence.Select(piece => piece with { Source = "1", Filter = piece.Filter is null ? null : "1", Note = "1" })],
                    Remedies = [.. finding.Remedies.Select(_ => "1")],
                    NextSteps = [.. finding.NextSteps.Select(_ => "1")],
                    Original = new OriginalText("1", "1", ["1"], ["1"]) { IsNeeded = true },
                }),
            ],
            Sources = [.. report.Sources.Select((source, i) => source with { Name = $"{i}", File = i == 0 ? "-" : "1", Kind = "1", Problems = [.. Enumerable.Repeat("1", 9)], Notes = ["1"] })],
            Skipped = ["1"],
            Path = [.. report.Path.Select((_, i) => $"{i}")],
            Ladder = report.Ladder is { } ladder
                ? ladder with
                {
                    Source = ladder.Source is null ? null : "1",
                    Conversation = null,
                    Lanes = [.. ladder.Lanes.Select((lane, i) => lane with { Name = $"{i}", Address = null })],
                    Steps = [.. ladder.Steps.Select(step => step with { Label = "1" })],
                }
                : null,
        };
    }

    private static Location? Wordless(Location? where) =>
        where is null ? null : new Location(where.After is null ? null : "1", where.Before is null ? null : "2", where.Direction, where.At is null ? null : "1");

    private static IEnumerable<string> Sentences(Report report) =>
        report.Findings.SelectMany(finding => (IEnumerable<string>)[finding.Title, finding.Explanation, .. finding.Remedies, .. finding.NextSteps, .. finding.Evidence.Select(piece => piece.Note)])
            .Concat(report.Sources.SelectMany(source => source.Problems.Concat(source.Notes)))
            .Concat(report.Skipped);

    private static string Text(Report report, Phrasebook words) => string.Concat(TextReport.Render(report, 100, TextDetail.Normal, words).Select(line => line + "\n"));

    private static Report Diagnose(string sample) => DiagnosisEngine.Run(
        new DiagnosisOptions
        {
            Inputs = sample == "story-b-path"
                ? [.. Path.Select(tap => new EvidenceInput(Checkout.PathTo("samples", $"story-b-path-{tap}.pcap"), tap))]
                : [new EvidenceInput(Checkout.PathTo("samples", sample))],
            DrawLadder = true,
        },
        cancellation: TestContext.Current.CancellationToken);

    [GeneratedRegex(@"(?<![{A-Za-z])[A-Za-z]+(?![A-Za-z}])", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Word();

    [GeneratedRegex("<style>.*?</style>|<[^>]*>|&[a-z]+;", RegexOptions.Singleline, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Markup();

    [GeneratedRegex("aria-label=\"(?<text>[^\"]*)\"", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Labels();

    [GeneratedRegex("[a-z]+(-[a-z]+)+|healthy|inconclusive", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Codes();

    [GeneratedRegex("[A-Za-z]+", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Letters();
}
