using System.Net;
using System.Net.Sockets;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>The compatibility mode where nothing is lost: loud, bounded, and never a way in.</summary>
public sealed class CompatibilityTests
{
    [Fact]
    public async Task A_plain_check_is_answered_and_lets_nobody_in()
    {
        await using Site site = await Site.OpenAsync(null, null, IPAddress.Loopback.ToString(), ["--compatibility-port", "PLAIN"]);
        await site.EnrolAsync();
        site.StartAgent("--compatibility-port", "PLAIN");
        await site.Agent.SaysAsync("\nadmitted\n");

        Assert.Contains("COMPATIBILITY MODE", site.Server.Output, StringComparison.Ordinal);
        Assert.Contains("COMPATIBILITY MODE", site.Agent.Output, StringComparison.Ordinal);
        Assert.Contains("not protected", (await site.AgentAsync("status")).Output, StringComparison.Ordinal);
        string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;
        Assert.DoesNotContain(endpoint, await site.AdministerAsync("endpoint", "list", "--verdict", "admitted", "--format", "json"), StringComparison.Ordinal);
        await site.Agent.KillAsync();
        Report report = DiagnosisEngine.Run(new DiagnosisOptions { Inputs = [new EvidenceInput(site.AgentLog)] }, cancellation: TestContext.Current.CancellationToken);
        Assert.Equal(FindingCodes.Healthy, report.Verdict.Code);
    }

    [Fact]
    public async Task Whoever_is_in_none_of_its_networks_gets_no_answer_and_the_log_says_so_once()
    {
        await using Site site = await Site.OpenAsync(
            null, null, IPAddress.Loopback.ToString(), ["--compatibility-port", "PLAIN", "--compatibility-from", "192.0.2.0/24"]);
        using Socket stranger = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        await stranger.ConnectAsync(IPAddress.Loopback, site.PlainPort, TestContext.Current.CancellationToken);
        for (int count = 0; count < 3; count++)
        {
            await stranger.SendAsync("whatever"u8.ToArray(), TestContext.Current.CancellationToken);
        }

        await site.Server.SaysAsync("127.0.0.1 is in none of its networks");
        Assert.Equal(0, stranger.Available);
        Assert.Equal(2, site.Server.Output.Split("is in none of its networks").Length);
    }

    [Fact]
    public async Task It_is_off_unless_asked_for()
    {
        await using Site site = await Site.OpenAsync();

        Assert.DoesNotContain("COMPATIBILITY", site.Server.Output, StringComparison.Ordinal);
        using Socket taken = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
        taken.Bind(new IPEndPoint(IPAddress.Loopback, site.PlainPort));
    }
}
