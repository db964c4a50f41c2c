using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Gatehouse.Cli.Help;

/// <summary>Help as usual, followed by notes and examples.</summary>
/// <param name="usual">The help that the library writes.</param>
internal sealed class ExamplesHelp(HelpAction usual) : SynchronousCommandLineAction
{
    private static readonly Example[] RootExamples =
    [
        new("gatehouse up", "the first thing to try: a server, this machine's agent, and a real check"),
        new("gatehouse diagnose trace.pcapng", "why does it fail?"),
        new("gatehouse compare good.pcapng bad.pcapng", "why does this one fail, and that one not?"),
        new("gatehouse diagnose --help", "all about a command"),
    ];

    /// <summary>Puts it in the place of the root command's help.</summary>
    public static void Use(RootCommand root, Surroundings surroundings)
    {
        HelpOption option = root.Options.OfType<HelpOption>().Single();
        if (option.Action is HelpAction usual)
        {
            usual.MaxWidth = surroundings.Width;
            option.Action = new ExamplesHelp(usual);
        }
    }

    /// <summary>Help is given for a command line that is not complete, too.</summary>
    public override bool ClearsParseErrors => true;

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        TextWriter output = parseResult.InvocationConfiguration.Output;
        Command command = parseResult.CommandResult.Command;
        foreach (string note in (command as HelpfulCommand)?.Notes ?? [])
        {
            output.WriteLine(note);
            output.WriteLine();
        }

        output.WriteLine("Examples:");
        foreach (Example example in (command as HelpfulCommand)?.Examples ?? RootExamples)
        {
            output.WriteLine($"  {example.Command}");
            output.WriteLine($"      {example.Purpose}");
        }

        return ExitCodes.Healthy;
    }
}
