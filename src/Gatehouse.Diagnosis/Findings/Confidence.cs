namespace Gatehouse.Diagnosis.Findings;

/// <summary>How far the evidence carries a finding.</summary>
public enum Confidence
{
    /// <summary>One of several explanations that the evidence leaves open.</summary>
    Possible,

    /// <summary>The best explanation by far; another one is not excluded.</summary>
    Likely,

    /// <summary>Shown by the frames named.</summary>
    Certain,
}
