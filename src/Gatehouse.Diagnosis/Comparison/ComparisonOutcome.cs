namespace Gatehouse.Diagnosis.Comparison;

/// <summary>What a comparison came to.</summary>
public enum ComparisonOutcome
{
    /// <summary>Nothing differs that matters.</summary>
    Alike,

    /// <summary>The bad side fails, and a difference explains it.</summary>
    Explained,

    /// <summary>The bad side fails, and no difference that the evidence shows explains it.</summary>
    Unexplained,

    /// <summary>The bad side does not fail.</summary>
    NoFailure,
}
