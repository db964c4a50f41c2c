namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>Points at one packet of one vantage point.</summary>
/// <param name="Key">Its digest.</param>
/// <param name="Point">Number of the vantage point.</param>
/// <param name="Index">Its place in <see cref="SightingIndex.Sightings"/>.</param>
internal readonly record struct SightingEntry(ulong Key, int Point, int Index) : IComparable<SightingEntry>
{
    public int CompareTo(SightingEntry other)
    {
        int order = Key.CompareTo(other.Key);
        if (order == 0)
        {
            order = Point.CompareTo(other.Point);
        }

        return order != 0 ? order : Index.CompareTo(other.Index);
    }
}
