namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Which packets of a long conversation are shown: what proves the finding, what is remarkable, the beginning and the end, and their neighbours.</summary>
internal static class LadderChoice
{
    /// <summary>Most packets shown.</summary>
    public const int MostSteps = 60;

    private const int Beginning = 12;
    private const int End = 6;
    private const int Neighbours = 4;

    /// <summary>Chooses.</summary>
    /// <param name="isProof">For each packet, in order of time, whether the finding names it.</param>
    /// <param name="isRemarkable">Whether it was lost, resets, or opens or closes the connection.</param>
    /// <returns>Places of the chosen, ascending.</returns>
    public static IReadOnlyList<int> Choose(IReadOnlyList<bool> isProof, IReadOnlyList<bool> isRemarkable)
    {
        int count = isProof.Count;
        if (count <= MostSteps)
        {
            return [.. Enumerable.Range(0, count)];
        }

        int[] distances = Distances(isProof, isRemarkable);
        return
        [
            .. Enumerable.Range(0, count)
                .Where(place => distances[place] <= Neighbours || IsOuter(place))
                .OrderBy(place => isProof[place] ? 0 : isRemarkable[place] ? 1 : IsOuter(place) ? 2 : 3)
                .ThenBy(place => distances[place])
                .ThenBy(place => place)
                .Take(MostSteps)
                .Order(),
        ];

        bool IsOuter(int place) => place < Beginning || place >= count - End;
    }

    /// <summary>How many packets each is away from the nearest that proves something or is remarkable.</summary>
    private static int[] Distances(IReadOnlyList<bool> isProof, IReadOnlyList<bool> isRemarkable)
    {
        int[] distances = new int[isProof.Count];
        int since = isProof.Count;
        for (int i = 0; i < distances.Length; i++)
        {
            since = isProof[i] || isRemarkable[i] ? 0 : since + 1;
            distances[i] = since;
        }

        since = isProof.Count;
        for (int i = distances.Length - 1; i >= 0; i--)
        {
            since = isProof[i] || isRemarkable[i] ? 0 : since + 1;
            distances[i] = Math.Min(distances[i], since);
        }

        return distances;
    }
}
