using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>One side speaks TLS and the other HTTP to the same port.</summary>
internal sealed class WrongProtocol : IExplanation
{
    public IReadOnlyList<string> Codes => [FindingCodes.HttpOnTlsPort, FindingCodes.TlsOnHttpPort];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad) =>
        good.Tcp is { ClientKind: StreamKind.Tls or StreamKind.Http } works && bad.Tcp is { ClientKind: StreamKind.Tls or StreamKind.Http } fails
        && works.ClientKind != fails.ClientKind
            ? new Explanation(
                StepCodes.Speaks,
                SameServer.Limit(fault.Confidence, good, bad),
                $"GOOD speaks {Name(works.ClientKind)} to {works.Server}, BAD {Name(fails.ClientKind)} to {fails.Server}")
            : null;

    private static string Name(StreamKind kind) => kind == StreamKind.Tls ? "TLS" : "HTTP";
}
