namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>Brings together the packets of all vantage points that carry the same.</summary>
internal sealed class SightingRuns
{
    /// <summary>Most packets that carry the same at all vantage points together; beyond, it is a stream of copies and tells nothing.</summary>
    public const int MostInRun = 128;

    /// <summary>Nanoseconds within which the very same packet was captured twice at one vantage point (both directions of a mirror).</summary>
    private const long CopyDistance = 20_000_000;

    /// <summary>The same for packets without an IP identification, which could be true repetitions.</summary>
    private const long AnonymousCopyDistance = 100_000;

    private readonly IReadOnlyList<SightingIndex> _indexes;
    private readonly SightingEntry[] _entries;

    public SightingRuns(IReadOnlyList<SightingIndex> indexes)
    {
        _indexes = indexes;
        _entries = new SightingEntry[indexes.Sum(index => index.Sightings.Length)];
        int count = 0;
        for (int point = 0; point < indexes.Count; point++)
        {
            ReadOnlySpan<Sighting> sightings = indexes[point].Sightings;
            for (int i = 0; i < sightings.Length; i++)
            {
                _entries[count++] = new SightingEntry(sightings[i].Key, point, i);
            }
        }

        Array.Sort(_entries);
    }

    /// <summary>Hands out each run: entries with one digest, by vantage point and then in file order, copies by the capture itself left out.</summary>
    public IEnumerable<ReadOnlyMemory<SightingEntry>> All()
    {
        SightingEntry[] run = new SightingEntry[MostInRun];
        int start = 0;
        while (start < _entries.Length)
        {
            int end = start + 1;
            while (end < _entries.Length && _entries[end].Key == _entries[start].Key)
            {
                end++;
            }

            if (end - start <= MostInRun)
            {
                yield return run.AsMemory(0, Copy(start, end, run));
            }

            start = end;
        }
    }

    private int Copy(int start, int end, SightingEntry[] run)
    {
        int length = 0;
        for (int i = start; i < end; i++)
        {
            if (length == 0 || !IsCopy(run[length - 1], _entries[i]))
            {
                run[length++] = _entries[i];
            }
        }

        return length;
    }

    private bool IsCopy(in SightingEntry earlier, in SightingEntry entry)
    {
        if (earlier.Point != entry.Point)
        {
            return false;
        }

        ReadOnlySpan<Sighting> sightings = _indexes[entry.Point].Sightings;
        ref readonly Sighting one = ref sightings[earlier.Index];
        ref readonly Sighting other = ref sightings[entry.Index];
        return one.Identification == other.Identification
            && Math.Abs(other.Time - one.Time) <= (one.Identification == 0 ? AnonymousCopyDistance : CopyDistance);
    }
}
