using System.Text;

namespace Gatehouse.Cli;

/// <summary>Where the program starts.</summary>
internal static class Program
{
    /// <summary>Runs one command.</summary>
    /// <returns>A value of <see cref="ExitCodes"/>.</returns>
    public static int Main(string[] args)
    {
        using Interruption interruption = new();
        using StreamWriter output = Writer(Console.OpenStandardOutput());
        using StreamWriter error = Writer(Console.OpenStandardError());
        error.AutoFlush = true;
        Surroundings surroundings = new()
        {
            Out = output,
            Error = error,
            OutIsTerminal = !Console.IsOutputRedirected,
            ErrorIsTerminal = !Console.IsErrorRedirected,
            Width = Console.IsOutputRedirected ? Surroundings.WidthWithoutTerminal : TerminalWidth(),
            Variable = Environment.GetEnvironmentVariable,
            Cancellation = interruption.Token,
        };
        return CommandLine.Run(args, surroundings);
    }

    private static StreamWriter Writer(Stream stream) => new(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { NewLine = "\n" };

    /// <summary>
    /// The columns of the terminal. Asking for them makes the runtime switch the terminal to its application mode (an escape sequence that
    /// nobody asked for) when the description of the terminal has one; that of a dumb one does not.
    /// </summary>
    private static int TerminalWidth()
    {
        const string Kind = "TERM";
        string? kind = Environment.GetEnvironmentVariable(Kind);
        Environment.SetEnvironmentVariable(Kind, "dumb");
        int width = Console.WindowWidth;
        Environment.SetEnvironmentVariable(Kind, kind);
        return width > 0 ? width : Surroundings.WidthWithoutTerminal;
    }
}
