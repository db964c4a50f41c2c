using Gatehouse.Diagnosis.Findings;
using Gatehouse.Lab.Tests.Networks;
using Gatehouse.Lab.Tests.Recordings;
using Gatehouse.Tests.Common;

namespace Gatehouse.Lab.Tests.Scenarios;

/// <summary>A gateway at the first router opens TLS connections; its own connection to the server comes from its own address.</summary>
public sealed class InspectionTests(Pki pki)
{
    [Theory]
    [InlineData("-tls1_2", true, "10.0.12.1")]
    [InlineData("-tls1_3", true, "10.0.12.1")]
    [InlineData("-tls1_2", false, "10.0.12.1")]
    [InlineData("-tls1_3", false, "10.0.12.1")]
    [InlineData("-tls1_2", true, "10.0.12.77")]
    [InlineData("-tls1_2", true, "10.0.3.50")]
    [InlineData("-tls1_3", false, "10.0.3.50")]
    public async Task A_gateway_at_the_first_router(string version, bool isAccepted, string gateway)
    {
        await using Network network = await Network.Up();
        await Tls.Serve(network, pki, options: version);
        await network.R1.Serve(
            "tcp 9443", Requirements.Python, "-B", Checkout.PathTo("lab", "tools", "tls_gateway.py"), "9443", pki.PathTo("gateway-chain.pem"), pki.PathTo("gateway.key"));
        await network.R1.Rule("dstnat", "iifname lan tcp dport 4343 redirect to :9443");
        if (gateway != "10.0.12.1")
        {
            await network.R1.Rule("srcnat", $"ip saddr 10.0.12.1 tcp dport 4343 snat ip to {gateway}");
            await network.R2.Must("ip", "route", "replace", "10.0.12.77/32", "via", "10.0.12.1");
        }

        await network.Record();
        string[] trust = isAccepted ? ["-CAfile", Path.Combine(pki.Folder, "both.pem")] : [];
        Assert.Equal(isAccepted, await Tls.Ask(network, pki, options: [version, .. trust]));
        PathRecording recording = (await network.Stop()).Apart();

        Report report = recording.Diagnose();
        Finding finding = Assert.Single(report.Findings, finding => finding.Code == FindingCodes.TlsIntercepted);
        if (isAccepted)
        {
            Expect.Healthy(report, FindingCodes.TlsIntercepted);
        }
        else
        {
            Expect.Verdict(report, FindingCodes.TlsIntercepted, "r1-in > r1-out");
        }

        Assert.Equal((isAccepted ? Severity.Warning : Severity.Fault, Confidence.Certain), (finding.Severity, finding.Confidence));
        Assert.Equal(("r1-in", "r1-out"), (finding.Where?.After, finding.Where?.Before));
        Assert.StartsWith($"{gateway}:", Assert.IsType<string>(finding.Facts["gatewayConnection"]), StringComparison.Ordinal);
        Assert.Equal(version == "-tls1_2" ? "hellos and certificates differ" : "hellos differ", finding.Facts["proof"]);
        Expect.Clocks(report, recording);
    }
}
