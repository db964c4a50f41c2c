using System.CommandLine;
using Gatehouse.Cli.Options;
using Gatehouse.Cli.Output;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Reports.Html;
using Gatehouse.Diagnosis.Reports.Markdown;

namespace Gatehouse.Cli.Commands;

/// <summary>Runs a diagnosis and prints the report.</summary>
internal sealed class Diagnosing(Surroundings surroundings, GlobalOptions global, ParseResult result)
{
    /// <summary>Diagnoses and prints.</summary>
    /// <returns>The exit status the report comes to.</returns>
    public int Run(DiagnosisOptions options, ReportFormat format)
    {
        string? file = result.GetValue(global.Out);
        OutputTarget.Check(file, options.Inputs.Select(input => input.Path));
        bool bar = surroundings.ErrorHasColour && global.WantsColour(result) && !result.GetValue(global.Quiet);
        options = options with { DrawLadder = format is ReportFormat.Html or ReportFormat.Markdown };
        Report report = ProgressBar.Run(
            bar ? surroundings.Error : null,
            progress => surroundings.Diagnose(options, progress, surroundings.Cancellation),
            surroundings.Cancellation);

        using OutputTarget target = OutputTarget.Open(file, surroundings);
        switch (format)
        {
            case ReportFormat.Json:
                target.Writer.Write(JsonReport.Render(report));
                break;
            case ReportFormat.Html:
                target.Writer.Write(HtmlReport.Render(report));
                break;
            case ReportFormat.Markdown:
                target.Writer.Write(MarkdownReport.Render(report));
                break;
            default:
                bool colour = target.IsStandardOutput && surroundings.OutHasColour && global.WantsColour(result);
                int width = target.IsStandardOutput ? surroundings.Width : Surroundings.WidthWithoutTerminal;
                TextPrinter.Print(TextReport.Render(report, width, global.Detail(result)), target.Writer, colour);
                break;
        }

        target.Complete();
        return Status(report);
    }

    private static int Status(Report report) =>
        report.Findings.Any(finding => finding.Severity == Severity.Fault) ? ExitCodes.Fault
        : report.Verdict.Code == FindingCodes.Inconclusive ? ExitCodes.Inconclusive
        : ExitCodes.Healthy;
}
