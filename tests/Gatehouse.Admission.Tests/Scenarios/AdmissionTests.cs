using System.Text.Json;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>What users and administrators do, with agent and server as separate processes on this machine.</summary>
public sealed class AdmissionTests
{
    private const string ForbidsTheShell = Site.LenientPolicy + "checks:\n  software:\n    - { name: shells, action: isolate, forbidden: [bash] }\n";
    private const string RequiresWhatIsNotThere = Site.LenientPolicy + "checks:\n  software:\n    - { name: audit, action: remind, required: [no-such-package] }\n";

    [Fact]
    public async Task An_endpoint_enrols_and_is_admitted_over_UDP()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");

        JsonElement status = await site.StatusAsync();
        Assert.Equal("admitted", status.GetProperty("state").GetString());
        Assert.Equal("udp", status.GetProperty("channel").GetString());
        Outcome check = await site.AgentAsync("check");
        Assert.Equal(0, check.Status);
        Assert.StartsWith("checked over udp: admitted", check.Output, StringComparison.Ordinal);
        Assert.Contains("admitted", await site.AdministerAsync("endpoint", "list"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Enrolment_leaves_the_slowest_answer_for_the_first_start()
    {
        Assert.SkipUnless(File.Exists("/usr/bin/apt") && Directory.EnumerateFiles("/var/lib/apt/lists", "*_Packages*").Any(), "needs apt with lists of packages");
        TimeSpan aptsTime = TimeSpan.FromSeconds(6);
        await using Site site = await Site.OpenAsync();

        long start = TimeProvider.System.GetTimestamp();
        await site.EnrolAsync();
        TimeSpan took = TimeProvider.System.GetElapsedTime(start);

        string answer = Path.Combine(Path.GetDirectoryName(site.AgentLog)!, "apt-answer.json");
        Assert.SkipUnless(File.Exists(answer) || took < aptsTime, "apt needs longer on this machine now than it is given");
        Assert.True(File.Exists(answer), "apt was not asked");
        DateTime asked = File.GetLastWriteTimeUtc(answer);
        site.StartAgent();
        await site.Agent.SaysAsync("\nadmitted\n");
        Assert.Equal(asked, File.GetLastWriteTimeUtc(answer));
    }

    [Fact]
    public async Task A_server_killed_in_the_middle_is_found_again_by_the_agent()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");

        await site.KillServerAsync();
        JsonElement status = await site.StatusAsync(now => now.GetProperty("state").GetString() == "unreachable", seconds: 60);
        Assert.Equal("tcp-refused", status.GetProperty("trouble").GetProperty("code").GetString());

        await site.StartServerAsync();
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "admitted", seconds: 60);
    }

    [Fact]
    public async Task A_check_asked_for_while_the_server_was_away_does_not_wait_for_the_next_try()
    {
        await using Site site = await Site.OpenAsync();
        await site.EnrolAsync();
        await site.KillServerAsync();
        site.StartAgent();
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "unreachable");

        Outcome refused = await site.AgentAsync("check");
        Assert.Equal(2, refused.Status);
        Assert.Contains("not checked", refused.Output, StringComparison.Ordinal);

        await site.StartServerAsync();
        Outcome check = await site.AgentAsync("check");
        Assert.Contains("checked over udp: admitted", check.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_policy_holds_at_the_next_check_and_its_reason_names_the_package()
    {
        Assert.SkipUnless(File.Exists("/var/lib/dpkg/status"), "packages are looked up with dpkg");
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");

        await site.ApplyAsync(ForbidsTheShell);
        Outcome forbidden = await site.AgentAsync("check");
        Assert.Equal(1, forbidden.Status);
        Assert.Contains("checked over udp: isolated", forbidden.Output, StringComparison.Ordinal);
        Assert.Contains("bash", forbidden.Output, StringComparison.Ordinal);

        await site.ApplyAsync(RequiresWhatIsNotThere);
        Outcome required = await site.AgentAsync("check");
        Assert.Contains("checked over udp: reminded", required.Output, StringComparison.Ordinal);
        Assert.Contains("no-such-package", required.Output, StringComparison.Ordinal);

        await site.AdministerAsync("policy", "activate", "default", "2");
        Assert.Contains("checked over udp: admitted", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_an_administrator_begins_reaches_the_agent()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");
        string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;

        await site.AdministerAsync("endpoint", "message", endpoint, "Please restart today");
        await site.StatusAsync(now => now.GetProperty("message").GetString() == "Please restart today");

        DateTimeOffset before = (await site.StatusAsync()).GetProperty("lastVerdict").GetDateTimeOffset();
        await site.AdministerAsync("endpoint", "recheck", endpoint);
        await site.StatusAsync(now => now.GetProperty("lastVerdict").GetDateTimeOffset() > before);

        await site.AdministerAsync("endpoint", "log-off", endpoint);
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "offline");
        Assert.Contains("checked over udp: admitted", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);

        await site.AdministerAsync("endpoint", "revoke", endpoint);
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "revoked");
        Assert.Contains("not checked", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_new_policy_is_noticed_with_the_next_heartbeat()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");

        await site.ApplyAsync(RequiresWhatIsNotThere);
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "reminded");
    }

    [Fact]
    public async Task What_an_administrator_begins_reaches_an_agent_that_uses_HTTPS_only()
    {
        await using Site site = await Site.OpenAsync();
        await site.EnrolAsync();
        site.StartAgent("--no-udp");
        string endpoint = (await site.StatusAsync(now => now.GetProperty("state").GetString() == "admitted")).GetProperty("endpointId").GetString()!;

        await site.AdministerAsync("endpoint", "message", endpoint, "Please restart today");
        await site.StatusAsync(now => now.TryGetProperty("message", out JsonElement message) && message.GetString() == "Please restart today");
        await site.ApplyAsync(RequiresWhatIsNotThere);
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "reminded");
        await site.AdministerAsync("endpoint", "log-off", endpoint);
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "offline");
    }
}
