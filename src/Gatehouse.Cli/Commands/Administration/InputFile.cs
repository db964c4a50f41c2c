using System.CommandLine;
using System.Text;
using Gatehouse.Posture.Files;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>A kind of file that a user gives.</summary>
/// <typeparam name="T">What it says.</typeparam>
/// <param name="Kind">For messages: "policy".</param>
/// <param name="Form">For help: "Policy in YAML".</param>
/// <param name="Check">The command that tells all that is wrong with it.</param>
/// <param name="MaxLength">Characters at most.</param>
/// <param name="Reader">Reads its text.</param>
/// <param name="Title">What is said of one that is right: "a policy named office".</param>
internal sealed record InputFile<T>(string Kind, string Form, string Check, int MaxLength, FileReader<T> Reader, Func<T, string> Title)
    where T : class
{
    /// <summary>The argument that names one.</summary>
    public Argument<string> Argument() => new("FILE") { Description = Form };

    /// <summary>Reads one; null when there are errors.</summary>
    /// <exception cref="UserError">There is no such file, or it is too large.</exception>
    public T? Read(string path, out IReadOnlyList<PolicyFileError> errors) => Reader(Text(path), out errors);

    /// <summary>Reads one that is right, and its text.</summary>
    /// <exception cref="UserError">There is no such file, it is too large, or it is wrong: tells the first error, and how to see all.</exception>
    public (string Text, T Content) Read(string path)
    {
        string text = Text(path);
        return Reader(text, out IReadOnlyList<PolicyFileError> errors) is { } content
            ? (text, content)
            : throw new UserError(
                $"{path}:{errors[0].Line}:{errors[0].Column}: {errors[0].Problem}" + (errors.Count > 1 ? $" (and {errors.Count - 1} more; {Check} {path} shows all)" : string.Empty));
    }

    private string Text(string path)
    {
        if (Directory.Exists(path))
        {
            throw new UserError($"'{path}' is a folder; name the {Kind} file in it");
        }

        if (!File.Exists(path))
        {
            throw new UserError($"the {Kind} file '{path}' does not exist; check the path");
        }

        return new FileInfo(path).Length <= (long)MaxLength * 4
            ? File.ReadAllText(path, Encoding.UTF8)
            : throw new UserError($"'{path}' is larger than a {Kind} can be ({MaxLength} characters); is it the right file?");
    }
}
