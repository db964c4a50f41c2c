using System.Globalization;
using System.Text.Json;
using Gatehouse.Admission.Tests.Programs;
using Gatehouse.Tests.Common;

namespace Gatehouse.Admission.Tests.Nodes;

/// <summary>A node, or the database below all of them, dies in the middle of a storm.</summary>
public sealed class LostNodeTests
{
    private const int Endpoints = 120;
    private const int StormSeconds = 180;
    private const string Admitted = "SELECT count(*) FROM endpoints WHERE desired_access = 3";
    private const string Checks = "SELECT count(*) FROM exchanges";
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    [Fact]
    public async Task When_one_of_two_nodes_is_killed_no_endpoint_signs_in_again_and_no_verdict_is_lost()
    {
        await using NodePair pair = await NodePair.OpenAsync(Endpoints);
        await using GatehouseProgram storm = Storm(pair, "--arrival", "ramp:12", "--heartbeats", "5s");
        await Eventually.HoldsAsync(() => Number(pair, Checks) > Endpoints / 4, Patience);

        await pair.KillAsync(0);
        pair.Balancer.Use(NodePair.Second);
        Assert.True(Number(pair, Checks) < Endpoints, "the node was killed after the storm, not in it");

        JsonElement result = await ResultAsync(storm);
        Assert.Equal((0, 0), (result.GetProperty("lost").GetInt64(), result.GetProperty("wrong").GetInt64()));
        Assert.Equal(0, result.GetProperty("signInsAgain").GetInt64());
        Assert.Equal(Endpoints, Number(pair, Checks));
        Assert.Equal(Endpoints, Number(pair, Admitted));
    }

    [Fact]
    public async Task While_PostgreSQL_is_gone_endpoints_are_told_to_come_back_and_afterwards_all_goes_on_by_itself()
    {
        TimeSpan gone = TimeSpan.FromSeconds(FuzzRuns.AreLong ? 60 : 10);

        // Endpoints of a storm send no heartbeats before the last of them has its verdict.
        TimeSpan patience = gone + TimeSpan.FromSeconds(40);
        await using NodePair pair = await NodePair.OpenAsync(Endpoints, $"name: default\nsession: {{ heartbeatSeconds: {patience.TotalSeconds / 2:0}, missedHeartbeats: 2 }}\n");
        await using GatehouseProgram storm = Storm(pair, "--arrival", "ramp:12", "--heartbeats", "10s");
        await Eventually.HoldsAsync(() => Number(pair, Checks) > Endpoints / 4, Patience);

        pair.Cluster.Crash();
        await Task.Delay(gone, TestContext.Current.CancellationToken);
        pair.Cluster.Start();

        // Whoever was heard before is not silent now: it was the database that was away.
        await Eventually.HoldsAsync(() => Number(pair, Checks) == Endpoints, Patience);
        Assert.Equal(Endpoints, Number(pair, Admitted));
        JsonElement result = await ResultAsync(storm);
        Assert.Equal((0, 0), (result.GetProperty("lost").GetInt64(), result.GetProperty("wrong").GetInt64()));
        Assert.Equal(0, result.GetProperty("signInsAgain").GetInt64());
        Assert.True(result.GetProperty("comeBacks").GetInt64() > 0, "nobody was told to come back");
        Assert.Equal(Endpoints, Number(pair, Admitted));
    }

    private static GatehouseProgram Storm(NodePair pair, params string[] options) => GatehouseProgram.Start(
        null,
        [
            "storm", "--server", pair.Address, "--token-file", pair.TokenFile, "--endpoints", Endpoints.ToString(CultureInfo.InvariantCulture),
            "--sources", "8", "--format", "json", .. options,
        ]);

    private static async Task<JsonElement> ResultAsync(GatehouseProgram storm)
    {
        Outcome outcome = await storm.EndAsync(StormSeconds);
        string? line = outcome.Output.Split('\n').LastOrDefault(line => line.StartsWith('{'));
        Assert.True(line is not null, outcome.Output);
        return JsonElement.Parse(line!);
    }

    private static int Number(NodePair pair, string sql) => int.Parse(pair.Query(sql), CultureInfo.InvariantCulture);
}
