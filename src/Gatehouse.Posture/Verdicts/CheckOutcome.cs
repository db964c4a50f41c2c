namespace Gatehouse.Posture.Verdicts;

/// <summary>The three values of a check.</summary>
public enum CheckOutcome
{
    /// <summary>As required.</summary>
    Passed = 0,

    /// <summary>Not as required.</summary>
    Failed = 1,

    /// <summary>Could not be determined; the policy says what follows.</summary>
    Unknown = 2,
}
