using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Posture.Files;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary><c>gatehouse policy check</c> and <c>gatehouse catalog check</c>: read a file without a server.</summary>
internal static class FileCheckCommand
{
    /// <summary>Makes the command.</summary>
    /// <param name="input">Whose files.</param>
    /// <param name="family">What the commands beside it share.</param>
    /// <param name="example">How it is used.</param>
    public static Command Create<T>(InputFile<T> input, AdministrationFamily family, Example example)
        where T : class
    {
        Argument<string> file = input.Argument();
        HelpfulCommand command = new(
            "check",
            $"Says whether a {input.Kind} file is right, and if not, what is wrong in which line. Needs no server.",
            notes: ["Exit status: 0 the file is right, 2 it is not, or cannot be read."],
            examples: [example]);
        command.Add(file);
        command.SetAction(result =>
        {
            string path = result.GetRequiredValue(file);
            T? content = input.Read(path, out IReadOnlyList<PolicyFileError> errors);
            foreach (PolicyFileError error in errors)
            {
                family.Surroundings.Error.WriteLine(SafeText.Escape($"{path}:{error.Line}:{error.Column}: {error.Problem}"));
            }

            if (content is null)
            {
                return ExitCodes.Failure;
            }

            family.Surroundings.Out.WriteLine(SafeText.Escape($"{path} is {input.Title(content)}"));
            return ExitCodes.Healthy;
        });
        return command;
    }
}
