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

    private static int TerminalWidth() => Console.WindowWidth > 0 ? Console.WindowWidth : Surroundings.WidthWithoutTerminal;
}
