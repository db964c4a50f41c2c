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
            ParseResult result = Root(surroundings, inspectors).Parse(args.Count == 0 ? ["--help"] : args, configuration);
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

    private static RootCommand Root(Surroundings surroundings, IReadOnlyList<IInspector> inspectors)
    {
        GlobalOptions global = new();
        RootCommand root = new("Decides which endpoints may use a network, and says why one cannot get in, with the evidence.");
        global.AddTo(root);
        root.Add(DiagnoseCommand.Create(global, surroundings));
        if (inspectors.Count > 0)
        {
            root.Add(InspectCommand.Create(inspectors, global, surroundings));
        }

        root.Add(CompareCommand.Create(global, surroundings));
        root.Add(UpCommand.Create(surroundings));
        root.Add(AgentCommand.Create(surroundings));
        root.Add(ServerCommand.Create(global, surroundings));
        root.Add(StormCommand.Create(surroundings));
        root.Add(EndpointCommand.Create(global, surroundings));
        root.Add(PolicyCommand.Create(global, surroundings));
        root.Add(CatalogCommand.Create(global, surroundings));
        root.Add(TokenCommand.Create(global, surroundings));
        root.Add(ApiTokenCommand.Create(global, surroundings));
        root.Add(AuditCommand.Create(global, surroundings));
        root.SetAction(_ => Fail(surroundings, $"no command given; see {Name} --help"));
        ExamplesHelp.Use(root, surroundings);
        return root;
    }

    private static int Fail(Surroundings surroundings, string message)
    {
        surroundings.Out.Flush();
        surroundings.Error.WriteLine($"{Name}: {SafeText.Escape(message)}");
        return ExitCodes.Failure;
    }
}
