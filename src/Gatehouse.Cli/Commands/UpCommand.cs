using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;
using Gatehouse.Diagnosis;

namespace Gatehouse.Cli.Commands;

/// <summary><c>gatehouse up</c>: the first command somebody tries; until there is a server it runs the main job on a sample.</summary>
internal static class UpCommand
{
    private const string Sample = "samples/story-a-tls11-refused.pcapng";

    /// <summary>Makes the command.</summary>
    public static Command Create(GlobalOptions global, Surroundings surroundings)
    {
        Command command = new HelpfulCommand(
            "up",
            "Shows what Gatehouse does: diagnoses a sample capture. (The server that this will start does not exist yet.)",
            notes: ["Exit status: 0 when the sample was diagnosed; the fault found in it is the sample's."],
            examples: [new Example("gatehouse up", "the first thing to try")]);
        command.SetAction(result =>
        {
            string sample = FindSample(surroundings);
            surroundings.Error.WriteLine($"There is no server to start yet; this is `gatehouse diagnose {Sample}`:");
            int status = new Diagnosing(surroundings, global, result).Run(new DiagnosisOptions { Inputs = [new EvidenceInput(sample)] }, ReportFormat.Text);
            return status == ExitCodes.Failure ? ExitCodes.Failure : ExitCodes.Healthy;
        });
        return command;
    }

    private static string FindSample(Surroundings surroundings)
    {
        string home = surroundings.Variable("GATEHOUSE_HOME") ?? AppContext.BaseDirectory;
        string path = Path.Combine(home, Sample);
        return File.Exists(path)
            ? path
            : throw new UserError($"the sample {path} is missing; start ./gatehouse of a complete checkout, or set GATEHOUSE_HOME to its folder");
    }
}
