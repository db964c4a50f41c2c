namespace Gatehouse.Diagnosis.Findings;

/// <summary>How much a finding matters.</summary>
public enum Severity
{
    /// <summary>Worth knowing.</summary>
    Note,

    /// <summary>Works, but should be mended.</summary>
    Warning,

    /// <summary>Something does not work.</summary>
    Fault,
}
