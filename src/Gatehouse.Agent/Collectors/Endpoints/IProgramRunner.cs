namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>Asks programs of the system.</summary>
public interface IProgramRunner
{
    /// <summary>Runs a program to its end, without input, in the language of programmers.</summary>
    /// <param name="program">Its name; looked for in the system's folders for programs only.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="cancellation">Ends it.</param>
    Task<ProgramResult> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation);
}
