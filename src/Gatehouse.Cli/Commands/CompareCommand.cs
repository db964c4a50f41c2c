using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Cli.Output;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Languages;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Commands;

/// <summary><c>gatehouse compare</c>: a working and a failing endpoint side by side.</summary>
internal static class CompareCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings)
    {
        CompareOptions options = new();
        FormatOption<ComparisonFormat> format = new();
        LanguageOption language = new();
        Command command = new HelpfulCommand(
            "compare",
            "Puts the same exchange of a working and a failing endpoint side by side, and says which difference explains the failure.",
            notes:
            [
                "Exit status: 0 nothing differs that matters, 1 a difference explains the failure, 2 could not read the evidence or bad usage, 3 none of the differences explains it, or BAD does not fail.",
            ],
            examples:
            [
                new Example("gatehouse compare good.pcapng bad.pcapng", "which difference is it?"),
                new Example("gatehouse compare good.log bad.log", "two client logs"),
                new Example("gatehouse compare --server 10.0.2.105:4343 good.pcapng bad.pcapng", "only what is said to this server"),
                new Example("gatehouse compare --endpoint-good 10.0.3.50 --endpoint-bad 10.0.3.51 both.pcapng", "two endpoints in one capture"),
                new Example("gatehouse compare --lang vi good.pcapng bad.pcapng", "in Vietnamese (zh-Hans: Simplified Chinese)"),
                new Example("gatehouse compare --format json --out comparison.json good.pcapng bad.pcapng", "for a script"),
            ]);
        options.AddTo(command);
        command.Add(format);
        command.Add(language);
        command.SetAction(result => Run(options.Read(result), result.GetValue(format), result.GetValue(language) ?? Phrasebook.English, global, result, surroundings));
        return command;
    }

    private static int Run(ComparisonOptions options, ComparisonFormat format, Phrasebook language, GlobalOptions global, ParseResult result, Surroundings surroundings)
    {
        string? file = result.GetValue(global.Out);
        OutputTarget.Check(file, [options.Good.Path, options.Bad.Path]);
        bool bar = surroundings.ErrorHasColour && global.WantsColour(result) && !result.GetValue(global.Quiet);
        ComparisonReport report = ProgressBar.Run(
            bar ? surroundings.Error : null,
            progress => ComparisonEngine.Run(options, progress, surroundings.Cancellation),
            surroundings.Cancellation);

        ComparisonReport shown = ComparisonTranslator.Translate(report, language);
        using OutputTarget target = OutputTarget.Open(file, surroundings);
        if (format == ComparisonFormat.Json)
        {
            ComparisonJson.Write(shown, target.Writer);
        }
        else
        {
            bool colour = target.IsStandardOutput && surroundings.OutHasColour && global.WantsColour(result);
            int width = target.IsStandardOutput ? surroundings.Width : Surroundings.WidthWithoutTerminal;
            TextPrinter.Print(ComparisonText.Render(shown, width, global.Detail(result), language), target.Writer, colour);
        }

        target.Complete();
        return report.Verdict.Outcome switch
        {
            ComparisonOutcome.Alike => ExitCodes.Healthy,
            ComparisonOutcome.Explained => ExitCodes.Fault,
            _ => ExitCodes.Inconclusive,
        };
    }
}
