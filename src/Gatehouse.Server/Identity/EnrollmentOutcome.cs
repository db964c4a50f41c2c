using Gatehouse.Contracts.Agents;
using Gatehouse.Server.Problems;

namespace Gatehouse.Server.Identity;

/// <summary>What became of an enrolment or a renewal: one of the two.</summary>
/// <param name="Answer">What the agent gets.</param>
/// <param name="Refusal">Why it gets nothing.</param>
internal sealed record EnrollmentOutcome(EnrollmentAnswer? Answer, Problem? Refusal)
{
    /// <summary>A refusal.</summary>
    public static EnrollmentOutcome No(ProblemKind kind, string detail) => new(null, new Problem(kind, detail));
}
