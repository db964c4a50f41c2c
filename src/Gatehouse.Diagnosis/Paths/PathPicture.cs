using Gatehouse.Diagnosis.Paths.Fates;

namespace Gatehouse.Diagnosis.Paths;

/// <summary>Everything that comparing captures showed.</summary>
internal sealed class PathPicture
{
    /// <summary>All captures that were compared, in the order given.</summary>
    public required IReadOnlyList<VantagePoint> Points { get; init; }

    /// <summary>Those on the path, from client to server; empty when they have nothing in common.</summary>
    public required IReadOnlyList<VantagePoint> Path { get; init; }

    /// <summary>Whether only a share of the packets was compared, so that not every conversation is among <see cref="Exchanges"/>.</summary>
    public bool IsSampled { get; init; }

    /// <summary>The conversations along the path.</summary>
    public required IReadOnlyList<Exchange> Exchanges { get; init; }
}
