namespace Gatehouse.Posture.Catalogues;

/// <summary>How bad it is when a patch is missing.</summary>
public enum PatchSeverity
{
    /// <summary>Exploitable without the user doing anything.</summary>
    Critical = 0,

    /// <summary>Data or availability at risk.</summary>
    Important = 1,

    /// <summary>Hard to exploit.</summary>
    Moderate = 2,

    /// <summary>No or little effect on security.</summary>
    Low = 3,
}
