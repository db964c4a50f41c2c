namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>What a program said.</summary>
/// <param name="Outcome">What became of it.</param>
/// <param name="ExitCode">Its exit status when it ran to its end.</param>
/// <param name="Output">Standard output.</param>
/// <param name="Errors">Standard error.</param>
public sealed record ProgramResult(ProgramOutcome Outcome, int ExitCode, string Output, string Errors)
{
    /// <summary>Whether it ran to its end with success.</summary>
    public bool IsGood => Outcome == ProgramOutcome.Ran && ExitCode == 0;

    /// <summary>Whether it says that a right is missing.</summary>
    public bool IsDenied => Errors.Contains("not permitted", StringComparison.OrdinalIgnoreCase)
        || Errors.Contains("must be root", StringComparison.OrdinalIgnoreCase)
        || Errors.Contains("permission denied", StringComparison.OrdinalIgnoreCase);

    /// <summary>Why it says nothing, for a reason of a report.</summary>
    public string Problem(string program) => Outcome switch
    {
        ProgramOutcome.Missing => $"{program} is not installed",
        ProgramOutcome.NotStarted => $"{program} could not be started",
        ProgramOutcome.Ended => $"{program} took too long or said too much",
        _ => $"{program} failed: {FirstLine(Errors)}",
    };

    private static string FirstLine(string text)
    {
        const int MostCharacters = 200;
        string line = text.Trim().Split('\n')[0].Trim();
        return line.Length > MostCharacters ? line[..MostCharacters] : line;
    }
}
