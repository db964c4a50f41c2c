namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>What it means that a vantage point does not show a packet.</summary>
internal enum Absence
{
    /// <summary>It was not recording then, or does not show such packets.</summary>
    MeansNothing,

    /// <summary>It shows packets of the same hosts shortly before or after; whether it was recording at that moment is not certain.</summary>
    IsLikely,

    /// <summary>It was recording and shows others of the kind.</summary>
    IsProof,
}
