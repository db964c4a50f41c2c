using System.CommandLine;
using System.Text.Json;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;

namespace Gatehouse.Cli.Commands.Storms;

/// <summary><c>gatehouse storm</c>: what a server does when everybody arrives, on a bad network, with somebody hostile on it.</summary>
internal static class StormCommand
{
    /// <summary>Makes the command.</summary>
    public static Command Create(Surroundings surroundings)
    {
        StormCommandOptions options = new();
        Command command = new HelpfulCommand(
            "storm",
            "Lets thousands of simulated endpoints enrol, sign in and be checked over real sockets, and counts what was lost or judged wrong.",
            notes:
            [
                "Each endpoint knows what its verdict must be. Without --server a server of the storm's own runs as another process and is ended with it.",
                "Exit status: 0 nothing lost and nothing wrong, 1 something was, 2 it could not run.",
            ],
            examples:
            [
                new Example("gatehouse storm", "1,000 endpoints against a server of its own"),
                new Example("gatehouse storm --endpoints 20000 --format json", "one line for a script"),
                new Example("gatehouse storm --arrival nine-oclock:60 --loss 30 --duplicate 10 --reorder 20", "a bad morning"),
                new Example("gatehouse storm --checks 60 --arrival steady:30", "2,000 checks a second for half a minute, however fast they are answered"),
                new Example("gatehouse storm --hostile 10000 --heartbeats 10s", "with somebody hostile beside"),
                new Example("gatehouse storm --server 127.0.0.1:4343 --token-file storm.token", "against a server that runs"),
            ]);
        options.AddTo(command);
        command.SetAction(async (result, _) =>
        {
            await using StormRun run = new(options.Read(result), surroundings);
            StormResult found = await run.RunAsync();
            if (result.GetValue(options.Format) == AnswerFormat.Json)
            {
                surroundings.Out.WriteLine(JsonSerializer.Serialize(found, StormJson.Default.StormResult));
            }
            else
            {
                StormText.Write(found, surroundings.Out);
            }

            return found.Ok ? ExitCodes.Healthy : ExitCodes.Fault;
        });
        return command;
    }
}
