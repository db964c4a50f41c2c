using Gatehouse.Contracts.Agents;

namespace Gatehouse.Server.Identity;

/// <summary>What became of an enrolment or a renewal: one of the two.</summary>
/// <param name="Answer">What the agent gets.</param>
/// <param name="Refusal">Why it gets nothing.</param>
internal sealed record EnrollmentOutcome(EnrollmentAnswer? Answer, Refusal? Refusal)
{
    /// <summary>A refusal.</summary>
    public static EnrollmentOutcome No(RefusalKind kind, string detail) => new(null, new Refusal(kind, detail));
}
