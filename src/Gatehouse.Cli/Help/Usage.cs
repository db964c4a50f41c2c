using System.CommandLine;
using System.CommandLine.Parsing;

namespace Gatehouse.Cli.Help;

/// <summary>Says in one line what is wrong with a command line, and what was probably meant.</summary>
internal static class Usage
{
    private const string Name = "gatehouse";

    /// <summary>Describes the first error.</summary>
    /// <param name="result">A command line that could not be parsed.</param>
    public static string Describe(ParseResult result)
    {
        CommandResult command = result.CommandResult;
        string path = PathOf(command);
        if (result.Errors.FirstOrDefault(error => error.SymbolResult is OptionResult) is { } error)
        {
            return $"{OptionValueError.Describe(error)}; see {path} --help";
        }

        string? stray = result.UnmatchedTokens.Count > 0 ? result.UnmatchedTokens[0] : null;
        return stray is ['-', _, ..] ? UnknownOption(stray, result)
            : command.Command.Subcommands.Count == 0 ? $"{result.Errors[0].Message.TrimEnd('.')}; see {path} --help"
            : command.Command is RootCommand ? UnknownCommand(stray, command.Command)
            : UnknownKind(stray, command.Command, path);
    }

    /// <summary>"unknown option '--formt'; did you mean --format?".</summary>
    /// <param name="option">What was given.</param>
    /// <param name="result">The command line it stands in.</param>
    public static string UnknownOption(string option, ParseResult result)
    {
        string path = PathOf(result.CommandResult);
        int equals = option.IndexOf('=', StringComparison.Ordinal);
        string word = equals < 0 ? option : option[..equals];
        string? meant = Suggestion.Nearest(word, OptionsOf(result.CommandResult));
        return $"unknown option '{word}'; {(meant is null ? string.Empty : $"did you mean {meant}? ")}see {path} --help";
    }

    /// <summary>The commands from the root to one: "gatehouse inspect tls".</summary>
    private static string PathOf(CommandResult command) => command.Command is RootCommand
        ? Name
        : $"{(command.Parent is CommandResult above ? PathOf(above) : Name)} {command.Command.Name}";

    private static string UnknownCommand(string? stray, Command root)
    {
        string commands = string.Join(", ", root.Subcommands.Select(command => command.Name));
        if (stray is null)
        {
            return $"no command given; the commands are {commands}; see {Name} --help";
        }

        if (Path.Exists(stray) || stray == "-")
        {
            return $"'{stray}' is evidence, not a command; did you mean {Name} diagnose {Quoted(stray)}?";
        }

        IEnumerable<(string Word, string Line)> all =
        [
            .. root.Subcommands.Select(command => (command.Name, $"{Name} {command.Name}")),
            .. root.Subcommands.SelectMany(command => command.Subcommands.Select(kind => (kind.Name, $"{Name} {command.Name} {kind.Name}"))),
            ("help", $"{Name} --help"),
            ("version", $"{Name} --version"),
        ];
        return Suggestion.Nearest(stray, all.Select(word => word.Word)) is { } meant
            ? $"unknown command '{stray}'; did you mean {all.First(word => word.Word == meant).Line}?"
            : $"unknown command '{stray}'; the commands are {commands}; see {Name} --help";
    }

    private static string UnknownKind(string? stray, Command command, string path)
    {
        IEnumerable<string> kinds = command.Subcommands.Select(kind => kind.Name);
        if (command.Name != "inspect")
        {
            string commands = string.Join(", ", kinds);
            return stray is null ? $"name what to do; the commands of {path} are {commands}; see {path} --help"
                : Suggestion.Nearest(stray, kinds) is { } near ? $"unknown command '{path} {stray}'; did you mean {path} {near}?"
                : $"unknown command '{path} {stray}'; the commands are {commands}; see {path} --help";
        }

        string first = kinds.First();
        string list = $"the kinds are {string.Join(", ", kinds)}";
        if (stray is null)
        {
            return $"name what to {command.Name}; {list}; for example {path} {first} trace.pcapng";
        }

        if (Path.Exists(stray) || stray == "-")
        {
            return $"name what to {command.Name} before the file; {list}; for example {path} {first} {Quoted(stray)}";
        }

        return Suggestion.Nearest(stray, kinds) is { } meant
            ? $"unknown kind '{stray}'; did you mean {path} {meant}?"
            : $"unknown kind '{stray}'; {list}; see {path} --help";
    }

    private static IEnumerable<string> OptionsOf(CommandResult command)
    {
        IEnumerable<Option> own = command.Command.Options;
        for (SymbolResult? above = command.Parent; above is CommandResult parent; above = parent.Parent)
        {
            own = own.Concat(parent.Command.Options.Where(option => option.Recursive));
        }

        return own.SelectMany(option => option.Aliases.Prepend(option.Name));
    }

    private static string Quoted(string path) => path.Any(c => !(char.IsLetterOrDigit(c) || c is '/' or '.' or '-' or '_' or '+' or ',' or ':'))
        ? $"'{path.Replace("'", "'\\''", StringComparison.Ordinal)}'"
        : path;
}
