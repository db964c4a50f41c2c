namespace Gatehouse.Diagnosis.Reports;

/// <summary>How much a text report says.</summary>
public enum TextDetail
{
    /// <summary>The verdict, one line.</summary>
    Brief,

    /// <summary>The verdict with its proof and remedies, other findings in short.</summary>
    Normal,

    /// <summary>Every finding with everything known about it.</summary>
    Full,
}
