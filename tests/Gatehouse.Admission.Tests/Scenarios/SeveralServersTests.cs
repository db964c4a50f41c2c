using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Admission.Tests.Nodes;
using Gatehouse.Admission.Tests.Programs;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>An agent that knows two nodes of one installation.</summary>
public sealed class SeveralServersTests : IDisposable
{
    private const string OftenHeard = "name: default\nsession: { heartbeatSeconds: 5, missedHeartbeats: 3 }\n";
    private readonly string _agent = Directory.CreateTempSubdirectory("gatehouse-agent").FullName;

    private string Log => File.ReadAllText(Path.Combine(_agent, "agent.log"));

    public void Dispose() => Directory.Delete(_agent, recursive: true);

    [Fact]
    public async Task A_killed_node_costs_neither_a_new_sign_in_nor_a_new_enrolment()
    {
        await using NodePair nodes = await NodePair.OpenAsync(uses: 1, OftenHeard);
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
        Assert.Equal(1, Sessions(Log));

        await nodes.StartAsync(0);
        await nodes.KillAsync(1);
        await StatusAsync(now => now.GetProperty("server").GetString() == nodes.Addresses[0] && now.GetProperty("state").GetString() == "admitted");
        Assert.DoesNotContain("enrolled anew", Log, StringComparison.Ordinal);
    }

    private static int Sessions(string log) => Regex.Count(log, "Agent: session [0-9a-f]{16} for ", RegexOptions.None, TimeSpan.FromSeconds(1));

    // Waits until the agent's status fulfils something.
    private async Task<JsonElement> StatusAsync(Func<JsonElement, bool> isMeant, int seconds = 60)
    {
        JsonElement status = default;
        string file = Path.Combine(_agent, "status.json");
        for (int tries = 0; tries < seconds * 4; tries++)
        {
            if (File.Exists(file) && isMeant(status = JsonElement.Parse(await File.ReadAllTextAsync(file))))
            {
                return status;
            }

            await Task.Delay(250, TestContext.Current.CancellationToken);
        }

        Assert.Fail($"status stays {status}\n{Log}");
        return status;
    }
}
