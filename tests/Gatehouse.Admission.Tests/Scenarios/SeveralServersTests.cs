using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Admission.Tests.Nodes;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>An agent that knows two nodes of one installation.</summary>
public sealed class SeveralServersTests : IDisposable
{
    private readonly string _agent = Directory.CreateTempSubdirectory("gatehouse-agent").FullName;

    public void Dispose() => Directory.Delete(_agent, recursive: true);

    [Fact]
    public async Task A_killed_node_costs_neither_a_new_sign_in_nor_a_new_enrolment()
    {
        await using NodePair nodes = await NodePair.OpenAsync(uses: 1);
        Outcome enrolled = await GatehouseProgram.RunAsync(
            null, "agent", "enroll", "--server", nodes.Addresses[0], "--server", nodes.Addresses[1], "--token-file", nodes.TokenFile, "--data", _agent);
        Assert.True(enrolled.Status == 0, enrolled.Output);
        await using GatehouseProgram agent = GatehouseProgram.Start(null, "agent", "run", "--data", _agent);
        JsonElement before = await StatusAsync(now => now.GetProperty("state").GetString() == "admitted");
        Assert.Equal(nodes.Addresses[0], before.GetProperty("server").GetString());

        await nodes.KillAsync(0);
        DateTimeOffset killed = DateTimeOffset.UtcNow;
        JsonElement after = await StatusAsync(now => now.GetProperty("server").GetString() == nodes.Addresses[1] && now.GetProperty("lastHeartbeat").GetDateTimeOffset() > killed);
        Assert.Equal("admitted", after.GetProperty("state").GetString());
        Assert.Equal("udp", after.GetProperty("channel").GetString());
        Assert.Equal(before.GetProperty("endpointId").GetString(), after.GetProperty("endpointId").GetString());
        Assert.Equal(1, Sessions(AgentStatus.Log(_agent)));

        await nodes.StartAsync(0);
        await nodes.KillAsync(1);
        await StatusAsync(now => now.GetProperty("server").GetString() == nodes.Addresses[0] && now.GetProperty("state").GetString() == "admitted");
        Assert.DoesNotContain("enrolled anew", AgentStatus.Log(_agent), StringComparison.Ordinal);
    }

    private static int Sessions(string log) => Regex.Count(log, "Agent: session [0-9a-f]{16} for ", RegexOptions.None, TimeSpan.FromSeconds(1));

    private Task<JsonElement> StatusAsync(Func<JsonElement, bool> isMeant) => AgentStatus.BecomesAsync(_agent, isMeant, seconds: 60);
}
