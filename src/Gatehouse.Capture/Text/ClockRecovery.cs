using System.Buffers.Binary;
using System.Globalization;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Finds date and zone of times that were printed without. Up to TLS 1.2 the first four octets of a random are a Unix time
/// on some stacks (RFC 5246 section 7.4.1.2); where they agree with the printed time of day up to whole quarter hours of zone,
/// they tell both.
/// </summary>
internal sealed class ClockRecovery
{
    private const long Second = Timestamp.PerSecond;
    private const long QuarterHour = 900 * Second;
    private const long ToleranceNanoseconds = 2 * Second;
    private const long MaxZoneWest = 12 * 3600 * Second;
    private const long MaxZoneEast = 14 * 3600 * Second;

    /// <summary>2000-01-01 and 2040-01-01, the span in which a random is taken for a time.</summary>
    private const uint EarliestUnixTime = 946_684_800;
    private const uint LatestUnixTime = 2_208_988_800;

    /// <summary>A single random proves a zone other than UTC only where so few are printed that chance can be left out.</summary>
    private const int FewRandoms = 2;

    private const int MaxRandomsPerGroup = 10_000;

    private readonly List<GroupClock> _groups = [];

    /// <summary>Gives frames their absolute times where these can be told.</summary>
    /// <param name="frames">The frames, sorted by group.</param>
    /// <param name="notes">What was recovered or assumed.</param>
    public static void Apply(List<RawFrame> frames, List<string> notes)
    {
        ClockRecovery recovery = new();
        int start = 0;
        for (int i = 1; i <= frames.Count; i++)
        {
            if (i == frames.Count || frames[i].Group != frames[start].Group)
            {
                recovery._groups.Add(new GroupClock(frames.GetRange(start, i - start)));
                start = i;
            }
        }

        recovery._groups.ForEach(group => FromRandoms(group, notes));
        recovery.FromNeighbours(notes);
        recovery._groups.ForEach(group => group.Apply(notes));
    }

    private static void FromRandoms(GroupClock group, List<string> notes)
    {
        HashSet<string> seen = [];
        Dictionary<long, List<(RawFrame Frame, long Offset)>> byOffset = [];
        List<(RawFrame Frame, long Offset)>? best = null;
        int usable = 0;
        foreach (RawFrame frame in group.Frames)
        {
            long? printed = frame.Time.Local ?? frame.Time.OfDay;
            if (frame.Time.Utc is not null || printed is not long clock)
            {
                continue;
            }

            foreach (byte[] random in frame.Tls.Select(RandomOf).OfType<byte[]>())
            {
                uint unix = BinaryPrimitives.ReadUInt32BigEndian(random);
                if (usable >= MaxRandomsPerGroup || !seen.Add(Convert.ToHexString(random)))
                {
                    continue;
                }

                usable++;
                if (unix is < EarliestUnixTime or >= LatestUnixTime || Offset(unix * Second, clock, frame.Time.Local is not null) is not long offset)
                {
                    continue;
                }

                if (!byOffset.TryGetValue(offset, out List<(RawFrame, long)>? agreeing))
                {
                    byOffset[offset] = agreeing = [];
                }

                agreeing.Add((frame, (unix * Second) - clock - offset));
                best = best is null || agreeing.Count > best.Count ? agreeing : best;
            }
        }

        if (best is null)
        {
            return;
        }

        long found = byOffset.First(pair => pair.Value == best).Key;
        bool proven = best.Count > 1 || (IsSameSecond(best[0]) && (found % PrintedTime.Day == 0 || usable <= FewRandoms));
        if (proven)
        {
            group.Offset = found;
            List<long> numbers = [.. best.Select(random => random.Frame.Number ?? 0).Distinct().Order()];
            string of = numbers.Count == 1 ? $"frame {numbers[0]}" : $"frames {Enumerate(numbers)}";
            string randoms = best.Count == 1 ? "TLS random" : "TLS randoms";
            notes.Add($"date {group.FirstDate} and {ZoneName(found)} recovered from the {randoms} of {of}");
        }
    }

    /// <summary>A group whose times of day lie between those of two groups of the same date and zone is of that date too.</summary>
    private void FromNeighbours(List<string> notes)
    {
        for (int i = 1; i + 1 < _groups.Count; i++)
        {
            GroupClock group = _groups[i];
            if (group.Offset is null && group.NeedsOffset && _groups[i - 1].Offset is long before && _groups[i + 1].Offset == before
                && _groups[i - 1].Last <= group.First && group.Last <= _groups[i + 1].First)
            {
                group.Offset = before;
                notes.Add($"date {group.FirstDate} taken for frame {group.Frames[0].Number} and on, from the groups before and behind");
            }
        }
    }

    /// <summary>What has to be added to a printed time to get UTC: whole quarter hours, and for a time of day whole days; null when none fits.</summary>
    private static long? Offset(long unix, long printed, bool dated)
    {
        long gap = unix - printed;
        long rounded = (long)Math.Round((double)gap / QuarterHour) * QuarterHour;
        if (Math.Abs(gap - rounded) > ToleranceNanoseconds)
        {
            return null;
        }

        // The zone is east by what UTC is behind; of a time of day only the part within a day matters.
        return dated && (rounded > MaxZoneWest || rounded < -MaxZoneEast) ? null : rounded;
    }

    private static bool IsSameSecond((RawFrame Frame, long Gap) random) => random.Gap is <= 0 and > -Second;

    private static byte[]? RandomOf(TextTlsMessage message)
    {
        byte[]? random = message.ClientHello is ClientHello client && !client.Versions.Contains(TlsVersions.Tls13) ? client.Random
            : message.ServerHello is ServerHello server && server.Version != TlsVersions.Tls13 && !server.IsHelloRetryRequest ? server.Random
            : null;
        return random is { Length: >= 4 } ? random : null;
    }

    private static string Enumerate(List<long> numbers) => numbers.Count > 4
        ? $"{numbers[0]}, {numbers[1]} and {numbers.Count - 2} more"
        : $"{string.Join(", ", numbers.SkipLast(1))} and {numbers[^1]}";

    private static string ZoneName(long offset)
    {
        long east = -offset % PrintedTime.Day;
        east = east > MaxZoneEast ? east - PrintedTime.Day : east <= -MaxZoneWest ? east + PrintedTime.Day : east;
        long minutes = Math.Abs(east) / (60 * Second);
        return east == 0 ? "UTC" : string.Create(CultureInfo.InvariantCulture, $"zone UTC{(east < 0 ? '-' : '+')}{minutes / 60:d2}:{minutes % 60:d2}");
    }
}
