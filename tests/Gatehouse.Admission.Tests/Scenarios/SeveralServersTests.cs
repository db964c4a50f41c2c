using System.Text.Json;
using System.Text.RegularExpressions;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>An agent that knows two nodes of one installation.</summary>
public sealed class SeveralServersTests
{
    [Fact]
    public async Task A_killed_node_costs_neither_a_new_sign_in_nor_a_new_enrolment()
    {
        (PostgreSqlCluster? database, string? reason) = PostgreSqlCluster.TryStart();
        Assert.SkipWhen(database is null, reason ?? "no PostgreSQL");
        await using TwoNodes nodes = await TwoNodes.OpenAsync(database!);
        JsonElement before = await nodes.StatusAsync(now => now.GetProperty("state").GetString() == "admitted");
        Assert.Equal(nodes.Names[0], before.GetProperty("server").GetString());

        await nodes.KillAsync(0);
        DateTimeOffset killed = DateTimeOffset.UtcNow;
        JsonElement after = await nodes.StatusAsync(now => now.GetProperty("server").GetString() == nodes.Names[1] && now.GetProperty("lastHeartbeat").GetDateTimeOffset() > killed);
        Assert.Equal("admitted", after.GetProperty("state").GetString());
        Assert.Equal("udp", after.GetProperty("channel").GetString());
        Assert.Equal(before.GetProperty("endpointId").GetString(), after.GetProperty("endpointId").GetString());
        Assert.Equal(1, Sessions(nodes.AgentLog));

        await nodes.StartAsync(0);
        await nodes.KillAsync(1);
        await nodes.StatusAsync(now => now.GetProperty("server").GetString() == nodes.Names[0] && now.GetProperty("state").GetString() == "admitted");
        Assert.DoesNotContain("enrolled anew", nodes.AgentLog, StringComparison.Ordinal);
    }

    private static int Sessions(string log) => Regex.Count(log, "Agent: session [0-9a-f]{16} for ", RegexOptions.None, TimeSpan.FromSeconds(1));
}
