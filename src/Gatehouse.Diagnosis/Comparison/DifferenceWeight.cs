namespace Gatehouse.Diagnosis.Comparison;

/// <summary>How much a step differs, and what that means.</summary>
public enum DifferenceWeight
{
    /// <summary>It does not differ.</summary>
    Same,

    /// <summary>One side does not show it, so that it cannot be compared.</summary>
    Unknown,

    /// <summary>It differs as any two endpoints may, and does not matter.</summary>
    Harmless,

    /// <summary>It follows from the failure, and explains nothing by itself.</summary>
    Consequence,

    /// <summary>It differs in a way worth knowing; that it has to do with the failure is not shown.</summary>
    WorthKnowing,

    /// <summary>It explains why one side fails and the other does not.</summary>
    Explaining,
}
