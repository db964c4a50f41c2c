using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>
/// The last packets of a source, to know one that was captured twice: by a mirror port that copies both its ways in and out, or
/// on several interfaces. Copies may come in bursts, behind other packets.
/// </summary>
/// <remarks>
/// Its room is fixed: directions share <see cref="Rows"/> rows, in which each packet displaces the oldest. Packets of one direction
/// stand side by side, so that looking one up stays in the processor's cache.
/// </remarks>
internal sealed class RecentPackets
{
    /// <summary>Two captures of one packet lie closer together than this, nanoseconds.</summary>
    internal const long CopyDistance = 20_000_000;

    /// <summary>
    /// The same for packets without identification (IPv6, and hosts that write 0), which one sent again equals. A sender needs
    /// an answer or a timer before it repeats itself; timers of TCP do not run shorter than this.
    /// </summary>
    internal const long UnidentifiedCopyDistance = 1_000_000;

    /// <summary>Packets remembered in one row.</summary>
    internal const int Most = 16;

    // 8,192 packets in all, whose digests and times take 128 kB and stay in the second-level cache: five milliseconds of a full gigabit.
    private const int Rows = 512;

    private readonly ulong[] _digests = new ulong[Rows * Most];
    private readonly long[] _times = new long[Rows * Most];
    private readonly byte[] _oldest = new byte[Rows];

    /// <summary>Whether the same packet was captured just before. If not, it is remembered.</summary>
    /// <param name="digest">Tells packets of one direction apart.</param>
    /// <param name="direction">Number of the direction, which no other of the source has.</param>
    /// <param name="isIdentified">Whether the digest covers an IP identification.</param>
    /// <param name="time">When it was captured.</param>
    public bool IsCopy(ulong digest, long direction, bool isIdentified, Timestamp time)
    {
        if (!time.IsKnown)
        {
            return false;
        }

        int row = (int)(direction % Rows);
        digest = OctetDigest.With(digest, (ulong)direction);
        int place = _digests.AsSpan(row * Most, Most).IndexOf(digest);
        if (place < 0)
        {
            place = _oldest[row];
            _oldest[row] = (byte)((place + 1) % Most);
            _digests[(row * Most) + place] = digest;
        }
        else if (Timestamp.Distance(time, new Timestamp(_times[(row * Most) + place])) < (ulong)(isIdentified ? CopyDistance : UnidentifiedCopyDistance))
        {
            return true;
        }

        _times[(row * Most) + place] = time.Nanoseconds;
        return false;
    }
}
