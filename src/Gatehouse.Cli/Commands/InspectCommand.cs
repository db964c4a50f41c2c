using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Inspection;
using Gatehouse.Cli.Options;
using Gatehouse.Cli.Output;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Diagnosis.Reports;

namespace Gatehouse.Cli.Commands;

/// <summary><c>gatehouse inspect</c>: what was seen, one record for each conversation, without judging.</summary>
internal static class InspectCommand
{
    /// <summary>Makes the command with one subcommand for each inspector.</summary>
    public static Command Create(IReadOnlyList<IInspector> inspectors, GlobalOptions global, Surroundings surroundings)
    {
        string first = inspectors[0].Name;
        Command command = new HelpfulCommand(
            "inspect",
            "Lists what was seen in captures, without judging.",
            notes: [],
            examples: [new Example($"gatehouse inspect {first} --format table trace.pcapng", "an overview")]);
        foreach (IInspector inspector in inspectors)
        {
            command.Add(Create(inspector, global, surroundings));
        }

        return command;
    }

    private static HelpfulCommand Create(IInspector inspector, GlobalOptions global, Surroundings surroundings)
    {
        Argument<string[]> files = new("CAPTURE") { Description = "Captures or packet lists as text; - for standard input", Arity = ArgumentArity.OneOrMore };
        FormatOption<RecordFormat> format = new();
        HelpfulCommand command = new(
            inspector.Name,
            $"Lists {inspector.Description}.",
            notes: [],
            examples:
            [
                new Example($"gatehouse inspect {inspector.Name} trace.pcapng", "to read"),
                new Example($"gatehouse inspect {inspector.Name} --format table trace.pcapng", "an overview"),
                new Example($"gatehouse inspect {inspector.Name} --format json trace.pcapng | jq .", "for a script, one record on each line"),
            ]);
        command.Add(files);
        command.Add(format);
        command.SetAction(result =>
        {
            List<EvidenceInput> inputs = [.. result.GetRequiredValue(files).Select(path => OptionValues.Evidence(path, result))];
            string? file = result.GetValue(global.Out);
            OutputTarget.Check(file, inputs.Select(input => input.Path));
            bool bar = surroundings.ErrorHasColour && global.WantsColour(result) && !result.GetValue(global.Quiet)
                && (!surroundings.OutIsTerminal || file is not (null or OutputTarget.StandardOutput));

            // Said when the bar is gone, and behind the records they are about.
            List<string> notices = [];
            int status = ProgressBar.Run(bar ? surroundings.Error : null, Print, surroundings.Cancellation);
            surroundings.Out.Flush();
            foreach (string notice in notices)
            {
                surroundings.Error.WriteLine($"gatehouse: {SafeText.Escape(notice)}");
            }

            return status;

            int Print(IProgress<ReadProgress>? progress)
            {
                using OutputTarget target = OutputTarget.Open(file, surroundings);
                bool quiet = result.GetValue(global.Quiet);
                InspectionRequest request = new() { Inputs = inputs, Progress = progress, Notice = quiet ? null : notices.Add };
                RecordFormat form = result.GetValue(format);
                long records = RecordPrinter.Print(
                    inspector.Inspect(request, surroundings.Cancellation), inspector.Columns, form, target.Writer);
                target.Complete();
                if (records == 0 && form != RecordFormat.Json && !quiet)
                {
                    notices.Add($"no {inspector.Description} in {string.Join(", ", inputs.Select(input => input.Path))}");
                }

                return ExitCodes.Healthy;
            }
        });
        return command;
    }
}
