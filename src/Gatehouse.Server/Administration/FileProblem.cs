using Gatehouse.Posture.Files;
using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Administration;

/// <summary>What is wrong with an uploaded file, by line.</summary>
internal static class FileProblem
{
    /// <summary>Makes the problem.</summary>
    /// <param name="kind">Its kind.</param>
    /// <param name="errors">What is wrong; at least one.</param>
    /// <param name="help">Where to read on.</param>
    public static Problem Of(ProblemKind kind, IReadOnlyList<PolicyFileError> errors, string help)
    {
        string more = errors.Count > 1 ? $" (and {errors.Count - 1} more)" : string.Empty;
        return new Problem(
            kind,
            $"{errors[0]}{more}; {help}",
            errors.GroupBy(error => $"line {error.Line}", StringComparer.Ordinal)
                .ToDictionary(line => line.Key, IReadOnlyList<string> (line) => [.. line.Select(error => error.Problem)], StringComparer.Ordinal));
    }
}
