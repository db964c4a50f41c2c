using System.CommandLine;
using Gatehouse.Cli.Options;
using Gatehouse.Cli.Output;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Extracts;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Languages;
using Gatehouse.Diagnosis.Redaction;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Reports.Html;
using Gatehouse.Diagnosis.Reports.Markdown;

namespace Gatehouse.Cli.Commands;

/// <summary>Runs a diagnosis and prints the report.</summary>
internal sealed class Diagnosing(Surroundings surroundings, GlobalOptions global, ParseResult result)
{
    /// <summary>Diagnoses and prints.</summary>
    /// <returns>The exit status the report comes to.</returns>
    public int Run(DiagnosisOptions options, ReportFormat format, Phrasebook? language = null, Sharing? sharing = null)
    {
        language ??= Phrasebook.English;
        string? file = result.GetValue(global.Out);
        OutputTarget.Check(file, options.Inputs.Select(input => input.Path));
        CheckExtract(sharing?.Extract, options, file);
        bool bar = surroundings.ErrorHasColour && global.WantsColour(result) && !result.GetValue(global.Quiet);
        options = options with { DrawLadder = format is ReportFormat.Html or ReportFormat.Markdown };
        Report report = ProgressBar.Run(
            bar ? surroundings.Error : null,
            progress => surroundings.Diagnose(options, progress, surroundings.Cancellation),
            surroundings.Cancellation);

        Pseudonyms pseudonyms = new();
        Report shown = sharing is { Redact: true } ? ReportRedactor.Redact(report, pseudonyms, options) : report;
        if (sharing?.Extract is { } extract)
        {
            Extract(report, extract, sharing.Redact ? new FrameRedactor(pseudonyms) : null);
        }

        shown = ReportTranslator.Translate(shown, language);
        using OutputTarget target = OutputTarget.Open(file, surroundings);
        switch (format)
        {
            case ReportFormat.Json:
                JsonReport.Write(shown, target.Writer);
                break;
            case ReportFormat.Html:
                target.Writer.Write(HtmlReport.Render(shown, language));
                break;
            case ReportFormat.Markdown:
                target.Writer.Write(MarkdownReport.Render(shown, language));
                break;
            default:
                bool colour = target.IsStandardOutput && surroundings.OutHasColour && global.WantsColour(result);
                int width = target.IsStandardOutput ? surroundings.Width : Surroundings.WidthWithoutTerminal;
                TextPrinter.Print(TextReport.Render(shown, width, global.Detail(result), language), target.Writer, colour);
                break;
        }

        target.Complete();
        return Status(report);
    }

    private static void CheckExtract(string? extract, DiagnosisOptions options, string? file)
    {
        if (extract is null)
        {
            return;
        }

        if (extract == OutputTarget.StandardOutput)
        {
            throw new UserError($"{SharingOptions.ExtractName} needs a file; standard output is for the report");
        }

        PendingFile.Check(SharingOptions.ExtractName, extract, options.Inputs.Select(input => input.Path));
        if (file is not null && Path.GetFullPath(file) == Path.GetFullPath(extract))
        {
            throw new UserError($"--out and {SharingOptions.ExtractName} name the same file '{extract}'; give two");
        }
    }

    private void Extract(Report report, string path, FrameRedactor? disguise)
    {
        using PendingFile pending = PendingFile.Open(SharingOptions.ExtractName, path, isPrivate: false, surroundings.Cancellation);
        ExtractSummary extracted = new FrameExtractor(report, disguise, surroundings.Cancellation).Write(pending.Stream);
        pending.Complete();
        if (result.GetValue(global.Quiet))
        {
            return;
        }

        string what = extracted.Frames == 0
            ? extracted.Notes.Count == 0 ? "no frame proves anything here, so it holds none" : "it holds no frames"
            : $"{extracted.Frames:N0} proving {(extracted.Frames == 1 ? "frame" : "frames")}; open it in Wireshark, the comments tell the story";
        surroundings.Error.WriteLine($"gatehouse: wrote {path}: {what}");
        foreach (string note in extracted.Notes)
        {
            surroundings.Error.WriteLine($"gatehouse: {path}: {SafeText.Escape(note)}");
        }
    }

    private static int Status(Report report) =>
        report.Findings.Any(finding => finding.Severity == Severity.Fault) ? ExitCodes.Fault
        : report.Verdict.Code == FindingCodes.Inconclusive ? ExitCodes.Inconclusive
        : ExitCodes.Healthy;
}
