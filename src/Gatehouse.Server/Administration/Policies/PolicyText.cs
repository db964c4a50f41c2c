using System.Text.RegularExpressions;
using Gatehouse.Posture.Files;
using Gatehouse.Posture.Policies;
using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Administration.Policies;

/// <summary>Reads the YAML of a policy; what is wrong is told by line.</summary>
internal static partial class PolicyText
{
    private const string Names = "1 to 64 lower-case letters, digits and hyphens, beginning with a letter or digit";

    /// <summary>Reads a policy.</summary>
    /// <param name="yaml">The file.</param>
    /// <param name="expected">The name it must have; null for any.</param>
    /// <returns>The policy, or the problem with it.</returns>
    public static (Policy? Policy, Problem? Problem) Read(string yaml, string? expected)
    {
        Policy? policy = PolicyFile.Read(yaml, out IReadOnlyList<PolicyFileError> errors);
        if (policy is null)
        {
            return (null, FileProblem.Of(ProblemKind.InvalidPolicy, errors, "docs/policy.md describes the file, and `gatehouse policy check FILE` reads it without a server"));
        }

        return expected is null || policy.Name == expected
            ? (policy, null)
            : (null, new Problem(ProblemKind.InvalidPolicy, $"the file names the policy '{policy.Name}' and the request '{expected}'; make them agree"));
    }

    /// <summary>What is wrong with a name; null when nothing is.</summary>
    public static Problem? CheckName(string name) => Name().IsMatch(name)
        ? null
        : new Problem(ProblemKind.InvalidRequest, $"'{name}' cannot be the name of a policy; a name is {Names}");

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,63}$", RegexOptions.None, matchTimeoutMilliseconds: 1_000)]
    private static partial Regex Name();
}
