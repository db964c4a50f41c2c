using Gatehouse.Diagnosis.Comparison.Exchanges;
using Gatehouse.Diagnosis.Comparison.Steps;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Comparison.Explanations;

/// <summary>The bad side says another server name in its hello, or none.</summary>
internal sealed class ServerNameDiffers : IExplanation
{
    public IReadOnlyList<string> Codes =>
        [FindingCodes.TlsRefusedAfterHello, FindingCodes.TlsAlert, FindingCodes.TlsCertificateNameMismatch, FindingCodes.TlsHandshakeStalled];

    public Explanation? Explain(Finding fault, ObservedExchange good, ObservedExchange bad) =>
        good.Tls is { ServerHello: not null, ClientHello: { } works } && bad.Tls?.ClientHello is { } fails
        && !string.Equals(works.ServerName, fails.ServerName, StringComparison.OrdinalIgnoreCase)
            ? new Explanation(StepCodes.TlsServerName, Confidence.Possible, $"GOOD's hello asks for {Name(works)}, BAD's for {Name(fails)}")
            : null;

    private static string Name(ClientHello hello) => hello.ServerName ?? "no name";
}
