using System.Text.RegularExpressions;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests;

/// <summary>Holds the engine to what samples/README.md says of every sample: its verdict, what stands beside it, and nothing else.</summary>
public sealed partial class SampleVerdictTests
{
    private static readonly string Samples = Checkout.PathTo("samples");

    public static TheoryData<string, string, string> Rows()
    {
        TheoryData<string, string, string> rows = [];
        foreach (Match row in Row().Matches(File.ReadAllText(Path.Combine(Samples, "README.md"))))
        {
            rows.Add(row.Groups["file"].Value, row.Groups["verdict"].Value, row.Groups["also"].Value);
        }

        return rows;
    }

    [Theory]
    [MemberData(nameof(Rows))]
    public void A_sample_gets_the_verdict_its_description_promises(string file, string verdict, string also)
    {
        Report report = Diagnose(file);

        Assert.Equal(verdict, report.Verdict.Code);
        string[] beside = [.. Code().Matches(also).Select(code => code.Value)];
        Assert.Superset(beside.ToHashSet(), report.Findings.Select(finding => finding.Code).ToHashSet());
        Assert.DoesNotContain(report.Findings, finding => IsUnexpected(finding, report, beside));
    }

    [Fact]
    public void Every_capture_settings_file_and_archive_is_described()
    {
        HashSet<string> described = [.. Rows().Select(row => row.Data.Item1)];
        string[] samples =
        [
            .. Directory.EnumerateFiles(Samples).Select(file => Path.GetFileName(file))
                .Where(file => file.Contains(".pcap", StringComparison.Ordinal) || Path.GetExtension(file) is ".ini" or ".reg" or ".zip"),
        ];

        Assert.NotEmpty(samples);
        Assert.Empty(samples.Except(described));
    }

    /// <summary>A warning nobody announced is a false alarm, and so is a fault beside a healthy verdict.</summary>
    private static bool IsUnexpected(Finding finding, Report report, string[] beside) =>
        finding.Code != report.Verdict.Code
        && !beside.Contains(finding.Code)
        && (finding.Severity == Severity.Warning || (finding.Severity == Severity.Fault && report.Verdict.Code == FindingCodes.Healthy));

    private static Report Diagnose(string file) =>
        DiagnosisEngine.Run(
            new DiagnosisOptions { Inputs = [new EvidenceInput(Path.Combine(Samples, file))] },
            cancellation: TestContext.Current.CancellationToken);

    [GeneratedRegex(@"^\| `(?<file>[^`]+)` \| `(?<verdict>[a-z-]+)` \|(?<also>[^|]*)\|", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Row();

    [GeneratedRegex("[a-z]+(-[a-z]+)+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Code();
}
