using Gatehouse.Cli.Inspection;
using Gatehouse.Diagnosis;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Cli.Tests;

/// <summary>Runs commands as a shell would, with an engine that answers what the test wants.</summary>
internal sealed class Shell
{
    public Report Answer { get; init; } = Reports.Healthy;

    public Exception? Failure { get; init; }

    public bool OnTerminal { get; init; }

    public Dictionary<string, string> Variables { get; } = new(StringComparer.Ordinal);

    public IReadOnlyList<IInspector> Inspectors { get; init; } = [];

    public CancellationToken Cancellation { get; init; }

    public DiagnosisOptions? Asked { get; private set; }

    public string Out { get; private set; } = string.Empty;

    public string Error { get; private set; } = string.Empty;

    public int Run(params string[] args)
    {
        using StringWriter output = new() { NewLine = "\n" };
        using StringWriter error = new() { NewLine = "\n" };
        Surroundings surroundings = new()
        {
            Out = output,
            Error = error,
            OutIsTerminal = OnTerminal,
            Variable = name => Variables.GetValueOrDefault(name),
            Cancellation = Cancellation,
            Diagnose = (options, _, cancellation) =>
            {
                Asked = options;
                cancellation.ThrowIfCancellationRequested();
                return Failure is null ? Answer : throw Failure;
            },
        };

        // On a thread of the pool, as in the program: what a command awaits must not come back to the runner's own context, which is waiting here.
        int status = Task.Run(() => CommandLine.Run(args, surroundings, Inspectors)).GetAwaiter().GetResult();
        Out = output.ToString();
        Error = error.ToString();
        return status;
    }
}
