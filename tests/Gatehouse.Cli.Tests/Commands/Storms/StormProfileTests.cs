using Gatehouse.Cli.Commands.Storms;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Catalogues;
using Gatehouse.Posture.Evaluation;
using Gatehouse.Posture.Files;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Reports;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Cli.Tests.Commands.Storms;

public sealed class StormProfileTests
{
    [Fact]
    public void The_profiles_cover_every_verdict_under_the_storms_own_policy()
    {
        Policy policy = PolicyFile.Read(StormPolicy.Yaml, out IReadOnlyList<PolicyFileError> errors)!;

        Assert.Empty(errors);
        foreach (StormProfile profile in StormProfile.All)
        {
            EadDocument.Read(System.Text.Encoding.UTF8.GetString(profile.Report("02:53:00:00:00:01", "abcd1234")), out EadDocument document, out _);
            PostureReport report = ReportDocuments.Read(document);
            Verdict verdict = PolicyEvaluation.Evaluate(policy, report, PatchCatalogue.Empty, new EvaluationContext(DateTimeOffset.UtcNow));
            Assert.Equal(profile.Expectation, verdict.Kind);
            Assert.Equal("02:53:00:00:00:01", report.HardwareAddress);
            Assert.Equal("abcd1234", CheckEnvelope.Read(document).EventSequenceId);
        }

        Assert.Equal(Enum.GetValues<VerdictKind>(), StormProfile.All.Select(profile => profile.Expectation).Order());
    }
}
