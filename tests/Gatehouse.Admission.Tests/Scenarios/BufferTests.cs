using Gatehouse.Admission.Tests.Programs;
using Microsoft.Data.Sqlite;

namespace Gatehouse.Admission.Tests.Scenarios;

/// <summary>What an agent keeps for a server that is away.</summary>
public sealed class BufferTests
{
    [Fact]
    public async Task What_was_logged_while_the_server_was_away_reaches_it_once_also_over_a_restart_of_the_agent()
    {
        await using Site site = await Site.OpenAsync();
        await site.EnrolAsync();
        await site.KillServerAsync();
        site.StartAgent();
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "unreachable");
        await site.Agent.KillAsync();
        site.StartAgent();
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "unreachable");

        await site.StartServerAsync();
        await site.AgentAsync("check");
        await site.StatusAsync(now => now.GetProperty("state").GetString() == "admitted");
        string[] lines = await ShippedAsync(site);

        Assert.Equal(2, lines.Count(line => line.Contains(" starts as ", StringComparison.Ordinal)));
        Assert.Contains(lines, line => line.Contains("no session: [tcp-refused]", StringComparison.Ordinal));
        Assert.Equal(lines.Length, lines.Distinct().Count());
        Assert.Equal(lines, (await File.ReadAllLinesAsync(site.AgentLog, TestContext.Current.CancellationToken))[..lines.Length]);
    }

    private static async Task<string[]> ShippedAsync(Site site)
    {
        for (int tries = 0; tries < 100; tries++)
        {
            await using SqliteConnection connection = new($"Data Source={Path.Combine(site.ServerFolder, "gatehouse.db")};Mode=ReadOnly");
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using SqliteCommand command = connection.CreateCommand();
            command.CommandText = "SELECT line FROM agent_log ORDER BY id";
            await using SqliteDataReader reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
            List<string> lines = [];
            while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            {
                lines.Add(reader.GetString(0));
            }

            if (lines.Exists(line => line.Contains("verdict", StringComparison.Ordinal)))
            {
                return [.. lines];
            }

            await Task.Delay(100, TestContext.Current.CancellationToken);
        }

        return [];
    }
}
