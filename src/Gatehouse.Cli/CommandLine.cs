using System.CommandLine;
using Gatehouse.Agent;
using Gatehouse.Capture;
using Gatehouse.Cli.Commands;
using Gatehouse.Cli.Commands.Administration;
using Gatehouse.Cli.Commands.Agents;
using Gatehouse.Cli.Commands.Servers;
using Gatehouse.Cli.Commands.Storms;
using Gatehouse.Cli.Help;
using Gatehouse.Cli.Inspection;
using Gatehouse.Cli.Options;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Server.Hosting;

namespace Gatehouse.Cli;

/// <summary>The command line: finds the command, runs it, and turns what goes wrong into one line and an exit status.</summary>
internal static class CommandLine
{
    private const string Name = "gatehouse";

    /// <summary>Runs the command that <paramref name="args"/> name.</summary>
    /// <returns>A value of <see cref="ExitCodes"/>.</returns>
    public static int Run(IReadOnlyList<string> args, Surroundings surroundings) => Run(args, surroundings, Inspectors.All);

    /// <summary>The same with other inspectors.</summary>
    public static int Run(IReadOnlyList<string> args, Surroundings surroundings, IReadOnlyList<IInspector> inspectors)
    {
        bool verbose = false;
        try
        {
            // A file may be called "@trace": no argument is a file of arguments.
            ParserConfiguration configuration = new() { ResponseFileTokenReplacer = null };
            ParseResult result = Root(args.Count == 0 ? null : args[0], surroundings, inspectors).Parse(args.Count == 0 ? ["--help"] : args, configuration);
            if (result.Errors.Count > 0)
            {
                return Fail(surroundings, Usage.Describe(result));
            }

            if (result.GetValue<bool>("--quiet") && result.GetValue<bool>("--verbose"))
            {
                return Fail(surroundings, "-q and -v contradict each other; give one of them");
            }

            verbose = result.GetValue<bool>("--verbose");
            InvocationConfiguration invocation = new()
            {
                Output = surroundings.Out,
                Error = surroundings.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            int status = result.Invoke(invocation);
            surroundings.Out.Flush();
            return status;
        }
        catch (OperationCanceledException)
        {
            return ExitCodes.Interrupted;
        }
        catch (Exception error) when (error is CaptureException or UserError or AgentException or ServerStartException)
        {
            return Fail(surroundings, error.Message);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return Fail(surroundings, $"{error.Message.TrimEnd('.')}; check the file, its permissions and the free space");
        }
#pragma warning disable CA1031 // The last stop: whatever it is, the user gets one line and no stack trace unless asked for.
        catch (Exception error)
#pragma warning restore CA1031
        {
            int status = Fail(surroundings, $"internal error: {error.GetType().Name}: {error.Message}; please report it with the output of -v");
            if (verbose)
            {
                surroundings.Error.WriteLine(error.ToString());
            }

            return status;
        }
    }

    private static RootCommand Root(string? first, Surroundings surroundings, IReadOnlyList<IInspector> inspectors)
    {
        GlobalOptions global = new();
        RootCommand root = new("Decides which endpoints may use a network, and says why one cannot get in, with the evidence.");
        global.AddTo(root);
        (string Name, Func<Command> Create)[] commands = Commands(global, surroundings, inspectors);

        // Only the one that is asked for, when its name comes first: an agent that runs for months need not know how to read a capture.
        foreach ((_, Func<Command> create) in Array.Find(commands, command => command.Name == first) is { Name: not null } asked ? [asked] : commands)
        {
            root.Add(create());
        }

        root.SetAction(_ => Fail(surroundings, $"no command given; see {Name} --help"));
        ExamplesHelp.Use(root, surroundings);
        return root;
    }

    /// <summary>The commands by their names, in the order of the help.</summary>
    internal static (string Name, Func<Command> Create)[] Commands(GlobalOptions global, Surroundings surroundings, IReadOnlyList<IInspector> inspectors) =>
    [
        ("diagnose", () => DiagnoseCommand.Create(global, surroundings)),
        .. inspectors.Count > 0 ? [("inspect", () => InspectCommand.Create(inspectors, global, surroundings))] : Array.Empty<(string, Func<Command>)>(),
        ("compare", () => CompareCommand.Create(global, surroundings)),
        ("up", () => UpCommand.Create(surroundings)),
        ("agent", () => AgentCommand.Create(surroundings)),
        ("server", () => ServerCommand.Create(global, surroundings)),
        ("storm", () => StormCommand.Create(surroundings)),
        ("endpoint", () => EndpointCommand.Create(global, surroundings)),
        ("policy", () => PolicyCommand.Create(global, surroundings)),
        ("catalog", () => CatalogCommand.Create(global, surroundings)),
        ("token", () => TokenCommand.Create(global, surroundings)),
        ("api-token", () => ApiTokenCommand.Create(global, surroundings)),
        ("audit", () => AuditCommand.Create(global, surroundings)),
    ];

    private static int Fail(Surroundings surroundings, string message)
    {
        surroundings.Out.Flush();
        surroundings.Error.WriteLine($"{Name}: {SafeText.Escape(message)}");
        return ExitCodes.Failure;
    }
}
