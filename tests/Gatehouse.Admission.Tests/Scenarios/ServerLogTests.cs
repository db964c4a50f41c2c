using System.Text.Json;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>What a real server wrote into its log is evidence, alone and beside the agent's log.</summary>
public sealed class ServerLogTests
{
    private const string Isolates = Site.LenientPolicy + "checks:\n  software:\n    - { name: audit, action: isolate, required: [no-such-package] }\n";

    [Fact]
    public async Task An_isolated_endpoint_and_a_refused_token_are_found_in_the_log_of_the_server()
    {
        await using Site site = await Site.OpenAsync(Isolates);
        await site.AdmitAsync("isolated");
        string log = await WriteAsync(site);
        try
        {
            JsonElement alone = await DiagnoseAsync(log);
            Assert.Equal("posture-noncompliant", alone.GetProperty("verdict").GetProperty("code").GetString());
            Assert.Equal("server-log", alone.GetProperty("sources")[0].GetProperty("kind").GetString());
            Assert.Contains("no-such-package", alone.GetProperty("findings")[0].GetProperty("explanation").GetString(), StringComparison.Ordinal);

            JsonElement both = await DiagnoseAsync(log, site.AgentLog);
            Assert.Equal("posture-noncompliant", both.GetProperty("verdict").GetProperty("code").GetString());
            Assert.Equal(2, both.GetProperty("sources").GetArrayLength());

            await site.ApplyAsync(Site.LenientPolicy);
            Assert.Contains("checked over udp: admitted", (await site.AgentAsync("check")).Output, StringComparison.Ordinal);
            await site.Server.SaysAsync("is admitted again");
            await File.WriteAllTextAsync(log, site.Server.Output);
            Assert.Equal("healthy", (await DiagnoseAsync(log)).GetProperty("verdict").GetProperty("code").GetString());
        }
        finally
        {
            File.Delete(log);
        }
    }

    [Fact]
    public async Task A_revoked_endpoint_is_found_in_the_log_of_the_server_with_what_to_do()
    {
        await using Site site = await Site.OpenAsync();
        await site.AdmitAsync("admitted");
        string endpoint = (await site.StatusAsync()).GetProperty("endpointId").GetString()!;
        await site.AdministerAsync("endpoint", "revoke", endpoint, "--reason", "stolen");
        await site.StatusAsync(now => now.GetProperty("state").GetString() is "offline" or "revoked");
        await site.AgentAsync("check");
        await site.Server.SaysAsync("was refused as endpoint-revoked");
        string log = await WriteAsync(site);
        try
        {
            JsonElement report = await DiagnoseAsync(log);
            Assert.Equal("http-error", report.GetProperty("verdict").GetProperty("code").GetString());
            Assert.Contains("was revoked: stolen", report.GetProperty("findings")[0].GetProperty("title").GetString(), StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(log);
        }
    }

    private static async Task<string> WriteAsync(Site site)
    {
        string path = Path.GetTempFileName();
        await File.WriteAllTextAsync(path, site.Server.Output);
        return path;
    }

    private static async Task<JsonElement> DiagnoseAsync(params string[] evidence) =>
        JsonElement.Parse((await GatehouseProgram.RunAsync(null, ["diagnose", "--format", "json", "-q", .. evidence])).Output);
}
