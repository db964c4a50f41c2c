namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>How one clock runs against another.</summary>
/// <param name="Origin">Reference time at which <paramref name="Offset"/> holds, nanoseconds.</param>
/// <param name="Offset">This clock minus the reference, nanoseconds.</param>
/// <param name="Drift">How much faster it runs, as a share: 1e-6 is one part per million.</param>
/// <param name="Uncertainty">How far the offset may be from the truth, nanoseconds.</param>
internal readonly record struct ClockFit(long Origin, long Offset, double Drift, long Uncertainty)
{
    /// <summary>Packets it rests on.</summary>
    public long Packets { get; init; }

    /// <summary>Whether packets of both directions were compared; one direction alone gives a bound.</summary>
    public bool IsTwoWay { get; init; }

    /// <summary>Least time there and back between the two, nanoseconds; positive when the first is nearer to the client.</summary>
    public long Gap { get; init; }

    /// <summary>What the reference clock showed when this one showed <paramref name="time"/>.</summary>
    public long ToReference(long time)
    {
        long rough = time - Offset;
        return rough - (long)((rough - Origin) * Drift);
    }
}
