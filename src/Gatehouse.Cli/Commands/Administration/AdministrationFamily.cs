using System.CommandLine;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Options;

namespace Gatehouse.Cli.Commands.Administration;

/// <summary>What the commands under one word share.</summary>
/// <param name="Global">Options of every command.</param>
/// <param name="Surroundings">The world around.</param>
/// <param name="Connection">Where the server is, and who asks.</param>
internal sealed record AdministrationFamily(GlobalOptions Global, Surroundings Surroundings, ConnectionOptions Connection)
{
    /// <summary>Entries of a list unless asked for more.</summary>
    public const int DefaultLimit = 100;

    /// <summary>Entries of a list at most.</summary>
    public const int MaxLimit = 100_000;

    /// <summary>Makes the word with its commands.</summary>
    public static Command Create(
        string name, string description, GlobalOptions global, Surroundings surroundings, IReadOnlyList<Example> examples, Action<Command, AdministrationFamily> fill)
    {
        Command command = new HelpfulCommand(
            name,
            description,
            notes:
            [
                "On the server's own machine the data folder gives certificates and token; elsewhere give --server, --ca and --api-token-file.",
                "Exit status: 0 done, 2 refused, not reached or bad usage; one line on standard error says what to do.",
            ],
            examples: examples);
        ConnectionOptions connection = new();
        connection.AddTo(command);
        fill(command, new AdministrationFamily(global, surroundings, connection));
        return command;
    }

    /// <summary>The option of lists that says how many entries.</summary>
    public static Option<int> Limit() => new("--limit")
    {
        Description = $"Entries at most; {DefaultLimit} unless given",
        HelpName = "NUMBER",
        DefaultValueFactory = _ => DefaultLimit,
    };

    /// <summary>What the user asked for.</summary>
    public static int Read(ParseResult result, Option<int> limit) => result.GetValue(limit) is >= 1 and <= MaxLimit and int number
        ? number
        : throw new UserError($"--limit must be 1 to {MaxLimit}");

    /// <summary>A query without what was not given.</summary>
    public static string Query(string route, params IReadOnlyList<(string Name, string? Value)> parameters)
    {
        string query = string.Join('&', parameters.Where(one => one.Value is not null).Select(one => $"{one.Name}={Uri.EscapeDataString(one.Value!)}"));
        return query.Length == 0 ? route : $"{route}?{query}";
    }
}
