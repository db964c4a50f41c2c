using System.Diagnostics;
using Gatehouse.Server.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Gatehouse.Server.Tests.Storage;

/// <summary>A process that stores and acknowledges is killed in the middle; what it acknowledged is there afterwards.</summary>
public sealed class PowerCutTests
{
    private const string Variable = "GATEHOUSE_TEST_WRITER_DATABASE";
    private const int Writers = 32;

    [Fact]
    public async Task Killed_in_the_middle_it_loses_nothing_that_was_acknowledged()
    {
        string program = Environment.ProcessPath ?? string.Empty;
        Assert.SkipUnless(Path.GetFileName(program).StartsWith("Gatehouse.Server.Tests", StringComparison.Ordinal), "the tests do not run as a program of their own");
        await using TestDatabase test = await TestDatabase.CreateAsync();
        ProcessStartInfo start = new(program)
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
            ArgumentList = { "-explicit", "only", "-method", $"{typeof(PowerCutTests).FullName}.{nameof(Writes_until_it_is_killed)}" },
        };
        start.Environment[Variable] = test.Path;

        using Process writer = Process.Start(start)!;
        List<string> acknowledged = [];
        while (acknowledged.Count < 400 && await writer.StandardOutput.ReadLineAsync() is string line)
        {
            if (line.StartsWith("stored ", StringComparison.Ordinal))
            {
                acknowledged.Add(line["stored ".Length..]);
            }
        }

        writer.Kill();
        while (await writer.StandardOutput.ReadLineAsync() is string line)
        {
            // The last line may have been cut by the kill; a whole one ends with a point.
            if (line.StartsWith("stored ", StringComparison.Ordinal) && line.EndsWith('.'))
            {
                acknowledged.Add(line["stored ".Length..]);
            }
        }

        await writer.WaitForExitAsync();
        Assert.True(acknowledged.Count >= 400, $"only {acknowledged.Count} writes were acknowledged");
        HashSet<string> stored = [.. await test.Database.QueryAsync<string>("SELECT name FROM users", null, CancellationToken.None)];
        Assert.Empty(acknowledged.Except(stored));
        Assert.Equal("ok", await test.Database.FirstAsync<string>("PRAGMA integrity_check", null, CancellationToken.None));
    }

    [Fact(Explicit = true)]
    public async Task Writes_until_it_is_killed()
    {
        string? path = Environment.GetEnvironmentVariable(Variable);
        Assert.SkipWhen(path is null, "this is the writer that the other test starts and kills");
        using Database database = Database.File(path!);
        GroupCommit commit = new(database, NullLogger<GroupCommit>.Instance);
        Stream output = Console.OpenStandardOutput();
        await Task.WhenAll(Enumerable.Range(0, Writers).Select(async writer =>
        {
            for (int i = 0; ; i++)
            {
                string name = $"writer-{writer}-{i}.";
                await commit.WriteAsync(scope => UserStore.UpsertAsync(scope, name, "hash", TestDatabase.Now), CancellationToken.None);
                byte[] line = System.Text.Encoding.ASCII.GetBytes($"stored {name}\n");
                lock (output)
                {
                    output.Write(line);
                    output.Flush();
                }
            }
        }));
    }
}
