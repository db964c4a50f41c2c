using System.Text.Json;
using Gatehouse.Admission.Tests.Networks;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>Story B on our own products: a path that drops whatever is not the first fragment, or all of UDP.</summary>
public sealed class DamagedPathTests
{
    private const string LaterFragments = "ip frag-off & 0x1fff != 0";

    // Every installed package is named in the report, while the policy stays small.
    private const string LongReport = Site.LenientPolicy + "checks:\n  software:\n    - { name: everything, action: monitor, forbidden: ['*'] }\n";

    [Fact]
    public async Task A_report_that_needs_fragments_is_never_answered_in_compatibility_mode_and_the_log_tells_why()
    {
        NeedsPackages();
        using GatewayNetwork network = new();
        await using Site site = await Site.OpenAsync(
            network.Far, network.Endpoint, GatewayNetwork.FarAddress, ["--compatibility-port", "PLAIN", "--compatibility-from", "10.78.1.0/24"], LongReport);
        Assert.Contains("COMPATIBILITY MODE", site.Server.Output, StringComparison.Ordinal);
        await site.EnrolAsync();
        network.Drop(LaterFragments);

        site.StartAgent("--compatibility-port", "PLAIN");
        await site.Agent.SaysAsync("security check failed, no response from the policy server", seconds: 60);
        await site.Agent.KillAsync();

        Assert.Contains("COMPATIBILITY MODE", site.Agent.Output, StringComparison.Ordinal);
        Report report = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(site.AgentLog)] }, progress: null, TestContext.Current.CancellationToken);
        Assert.Equal(FindingCodes.ReportExceedsMtu, report.Verdict.Code);
        Finding finding = report.Findings[0];
        Assert.Equal(Severity.Fault, finding.Severity);
    }

    [Fact]
    public async Task The_sealed_check_passes_where_fragments_do_not()
    {
        NeedsPackages();
        using GatewayNetwork network = new();
        await using Site site = await Site.OpenAsync(network.Far, network.Endpoint, GatewayNetwork.FarAddress, [], LongReport);
        network.Drop(LaterFragments);
        await site.AdmitAsync("admitted");

        Assert.Equal("udp", (await site.StatusAsync()).GetProperty("channel").GetString());
        Assert.Contains("counter packets 0 bytes 0 drop", network.Rules(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_UDP_does_not_pass_the_check_goes_over_HTTPS_and_the_status_says_why()
    {
        using GatewayNetwork network = new();
        await using Site site = await Site.OpenAsync(network.Far, network.Endpoint, GatewayNetwork.FarAddress, []);
        network.Drop($"udp dport {site.UdpPort}");
        await site.AdmitAsync("admitted");

        JsonElement status = await site.StatusAsync();
        Assert.Equal("https", status.GetProperty("channel").GetString());
        Assert.Equal(FindingCodes.RequestUnanswered, status.GetProperty("trouble").GetProperty("code").GetString());
        Outcome shown = await site.AgentAsync("status");
        Assert.Contains("trouble: ", shown.Output, StringComparison.Ordinal);
        Assert.Contains($"UDP port {site.UdpPort}", shown.Output, StringComparison.Ordinal);
    }

    private static void NeedsPackages() => Assert.SkipUnless(File.Exists("/var/lib/dpkg/status"), "the long report is a list of packages of dpkg");
}
