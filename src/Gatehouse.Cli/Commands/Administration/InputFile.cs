using System.Text;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Posture.Files;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>A policy or a catalogue of patches that a user gives.</summary>
/// <param name="Kind">For messages: "policy".</param>
/// <param name="Check">The command that tells all that is wrong with it.</param>
/// <param name="MaxLength">Characters at most.</param>
internal sealed record InputFile(string Kind, string Check, int MaxLength)
{
    /// <summary>A policy.</summary>
    public static readonly InputFile Policy = new("policy", "gatehouse policy check", PolicyFileLimits.MaxLength);

    /// <summary>A catalogue of patches.</summary>
    public static readonly InputFile Catalogue = new("catalogue", "gatehouse catalog check", CatalogueFileLimits.MaxLength);

    /// <summary>Reads its text.</summary>
    /// <exception cref="UserError">There is no such file, or it is too large.</exception>
    public string Read(string path)
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

    /// <summary>What is thrown when there are errors: the first one, and how to see all.</summary>
    public UserError Wrong(string path, IReadOnlyList<PolicyFileError> errors) => new(
        $"{path}:{errors[0].Line}:{errors[0].Column}: {errors[0].Problem}" + (errors.Count > 1 ? $" (and {errors.Count - 1} more; {Check} {path} shows all)" : string.Empty));

    /// <summary>Tells all errors, a line each.</summary>
    public static void Tell(string path, IReadOnlyList<PolicyFileError> errors, TextWriter writer)
    {
        foreach (PolicyFileError error in errors)
        {
            writer.WriteLine(SafeText.Escape($"{path}:{error.Line}:{error.Column}: {error.Problem}"));
        }
    }
}
