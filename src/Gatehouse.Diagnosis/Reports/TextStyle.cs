namespace Gatehouse.Diagnosis.Reports;

/// <summary>What a piece of a text report is, for whoever colours it.</summary>
public enum TextStyle
{
    /// <summary>Ordinary text.</summary>
    Plain,

    /// <summary>The name of a section.</summary>
    Heading,

    /// <summary>The cause in one sentence.</summary>
    Strong,

    /// <summary>A fault.</summary>
    Fault,

    /// <summary>A warning.</summary>
    Warning,

    /// <summary>Nothing wrong.</summary>
    Good,

    /// <summary>Frame numbers, filters and commands: what one copies into another program.</summary>
    Code,

    /// <summary>Less important than its surroundings.</summary>
    Dim,
}
