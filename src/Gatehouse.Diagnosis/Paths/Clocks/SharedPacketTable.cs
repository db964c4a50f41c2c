using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>The packets each two vantage points share.</summary>
internal sealed class SharedPacketTable
{
    /// <summary>Octets of UDP payload below which equal content says nothing: keep-alives are all alike.</summary>
    private const int TellingLength = 8;

    private readonly SharedPackets[,] _pairs;

    private SharedPacketTable(int points) => _pairs = new SharedPackets[points, points];

    /// <summary>What the vantage points <paramref name="first"/> and <paramref name="second"/> share, first below second; null when nothing.</summary>
    public SharedPackets? Of(int first, int second) => _pairs[first, second];

    /// <summary>Compares all vantage points.</summary>
    public static SharedPacketTable Collect(IReadOnlyList<SightingIndex> indexes, SightingRuns runs)
    {
        SharedPacketTable table = new(indexes.Count);
        foreach (ReadOnlyMemory<SightingEntry> run in runs.All())
        {
            table.Take(run.Span, indexes);
        }

        return table;
    }

    private void Take(ReadOnlySpan<SightingEntry> run, IReadOnlyList<SightingIndex> indexes)
    {
        for (int i = 0; i < run.Length; i++)
        {
            ref readonly Sighting one = ref indexes[run[i].Point].Sightings[run[i].Index];
            if (one is { Kind: SightingKind.Udp, Length: < TellingLength } || !IsUnmistakable(run, i, indexes))
            {
                continue;
            }

            for (int j = i + 1; j < run.Length; j++)
            {
                ref readonly Sighting other = ref indexes[run[j].Point].Sightings[run[j].Index];
                if (run[j].Point != run[i].Point && one.Identification == other.Identification && IsUnmistakable(run, j, indexes))
                {
                    (_pairs[run[i].Point, run[j].Point] ??= new SharedPackets()).Add(one, other);
                }
            }
        }
    }

    /// <summary>Whether its vantage point saw only one packet with this content and this identification.</summary>
    private static bool IsUnmistakable(ReadOnlySpan<SightingEntry> run, int at, IReadOnlyList<SightingIndex> indexes)
    {
        ReadOnlySpan<Sighting> sightings = indexes[run[at].Point].Sightings;
        uint identification = sightings[run[at].Index].Identification;
        for (int i = 0; i < run.Length; i++)
        {
            if (i != at && run[i].Point == run[at].Point && sightings[run[i].Index].Identification == identification)
            {
                return false;
            }
        }

        return true;
    }
}
