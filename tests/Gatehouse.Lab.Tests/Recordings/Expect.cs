using System.Text.Json;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Lab.Tests.Recordings;

/// <summary>What a report must say.</summary>
internal static class Expect
{
    /// <summary>How far a clock's offset may be from the truth, seconds.</summary>
    private const double ClockError = 0.001;

    /// <summary>The verdict.</summary>
    /// <param name="report">The report.</param>
    /// <param name="code">A finding's code.</param>
    /// <param name="where">"after > before", "at NAME", or null when the place cannot be told.</param>
    /// <param name="confidence">How sure.</param>
    public static Finding Verdict(Report report, string code, string? where = null, Confidence confidence = Confidence.Certain)
    {
        Assert.True(
            (code, where, confidence) == (report.Verdict.Code, Place(report.Verdict.Where), report.Verdict.Confidence),
            $"expected {code} {where} {confidence}{Environment.NewLine}{Describe(report)}");
        return report.Findings[report.Verdict.FindingIndex!.Value];
    }

    /// <summary>Nothing wrong, and no warning beside it but those expected.</summary>
    public static void Healthy(Report report, params IEnumerable<string> warnings)
    {
        bool isHealthy = report.Verdict.Code == FindingCodes.Healthy
            && report.Findings.Where(finding => finding.Severity >= Severity.Warning).All(finding => warnings.Contains(finding.Code));
        Assert.True(isHealthy, Describe(report));
    }

    /// <summary>A fault that the vantage points given cannot place: every cause named is possible at most, and the next capture is said.</summary>
    public static void Open(Report report)
    {
        Assert.True(report.Verdict.Code is not FindingCodes.Healthy && report.Verdict.Where is null, Describe(report));
        Assert.All(
            report.Findings.Where(finding => finding.Code is FindingCodes.RequestLost or FindingCodes.ReplyLost or FindingCodes.ServerSilent),
            finding => Assert.True(finding.Confidence == Confidence.Possible, Describe(report)));
        Assert.Contains(report.Findings, finding => finding.NextSteps.Count > 0);
    }

    /// <summary>Clocks as they were set.</summary>
    public static void Clocks(Report report, PathRecording recording) => Assert.All(
        report.Sources.Zip(recording.Tapes),
        pair => Assert.InRange(pair.First.ClockOffsetSeconds - pair.Second.ClockOffset, -ClockError, ClockError));

    /// <summary>The report in short, for a test that fails.</summary>
    public static string Describe(Report report) => string.Join(Environment.NewLine, [
        $"verdict {report.Verdict.Code} {Place(report.Verdict.Where)} {report.Verdict.Confidence}: {report.Verdict.Summary}",
        .. report.Findings.Select(finding =>
            $"- {finding.Severity} {finding.Confidence} {finding.Code} {Place(finding.Where)} {finding.Conversation}: {finding.Title}. {finding.Explanation} {JsonSerializer.Serialize(finding.Facts)}"),
        .. report.Sources.Select(source =>
            $"+ {source.Name} {source.Frames} frames, clock {source.ClockOffsetSeconds:f6} s ± {source.ClockUncertaintySeconds:f6}, {source.ClockDriftPpm} ppm; {string.Join("; ", [.. source.Problems, .. source.Notes])}"),
        $"path {string.Join(' ', report.Path)}; {report.Conversations}"]);

    private static string? Place(Location? where) => where switch
    {
        null => null,
        { At: { } at } => $"at {at}",
        _ => $"{where.After} > {where.Before}",
    };
}
