using Gatehouse.Diagnosis.Comparison;
using Gatehouse.Diagnosis.Tests.Inspection;

namespace Gatehouse.Diagnosis.Tests.Comparison;

/// <summary>Compares samples.</summary>
internal static class Compared
{
    /// <summary>The report on two samples, or files given by their full paths.</summary>
    public static ComparisonReport Of(string good, string bad, string? server = null, string? goodEndpoint = null, string? badEndpoint = null) =>
        ComparisonEngine.Run(
            new ComparisonOptions
            {
                Good = new EvidenceInput(Samples.Path(good)),
                Bad = new EvidenceInput(Samples.Path(bad)),
                Server = server is not null && ServerExpectation.TryParse(server, out ServerExpectation expectation) ? expectation : null,
                GoodEndpoint = goodEndpoint,
                BadEndpoint = badEndpoint,
            },
            cancellation: TestContext.Current.CancellationToken);

    /// <summary>A step of a report by its code.</summary>
    public static ComparedStep Step(this ComparisonReport report, string code) => Assert.Single(report.Steps, step => step.Code == code);
}
