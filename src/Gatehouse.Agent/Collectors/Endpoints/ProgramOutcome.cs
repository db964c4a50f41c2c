namespace Gatehouse.Agent.Collectors.Endpoints;

/// <summary>What became of a program.</summary>
public enum ProgramOutcome
{
    /// <summary>It ran to its end.</summary>
    Ran,

    /// <summary>It is not installed.</summary>
    Missing,

    /// <summary>It may not be started, or starting failed.</summary>
    NotStarted,

    /// <summary>It took too long, or said too much, and was ended.</summary>
    Ended,
}
