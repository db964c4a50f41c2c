namespace Gatehouse.Posture.Files;

/// <summary>Something wrong with a policy file.</summary>
/// <param name="Line">Line, from 1.</param>
/// <param name="Column">Column, from 1.</param>
/// <param name="Problem">What is wrong, and what to do: one line.</param>
public sealed record PolicyFileError(int Line, int Column, string Problem)
{
    /// <summary>"line 3, column 5: …".</summary>
    public override string ToString() => $"line {Line}, column {Column}: {Problem}";
}
