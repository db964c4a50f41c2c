namespace Gatehouse.Diagnosis.Logs;

/// <summary>How a security check ended, as far as the log tells.</summary>
public enum ExchangeOutcome
{
    /// <summary>The report was answered.</summary>
    Completed,

    /// <summary>A packet of the client was repeated or given up without an answer.</summary>
    Unanswered,

    /// <summary>The log ends, or begins, in the middle.</summary>
    Unfinished,
}
