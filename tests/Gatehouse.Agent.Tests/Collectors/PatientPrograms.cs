using Gatehouse.Agent.Collectors.Endpoints;
using Gatehouse.Tests.Common;

namespace Gatehouse.Agent.Tests.Collectors;

/// <summary>Runs programs of this machine without a time limit.</summary>
internal sealed class PatientPrograms : IProgramRunner
{
    public Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation) => Task.FromResult(
        ExternalProgram.Run(program, arguments) is { } output
            ? new ProgramResult(ProgramOutcome.Ran, 0, output, string.Empty)
            : new ProgramResult(ProgramOutcome.NotStarted, 0, string.Empty, string.Empty));
}
