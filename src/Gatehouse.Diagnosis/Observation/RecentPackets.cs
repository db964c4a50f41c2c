using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>
/// The last few packets of one direction, to know one that was captured twice: by a mirror port that copies both its ways in
/// and out, or on several interfaces. Copies may come in bursts, behind other packets.
/// </summary>
internal sealed class RecentPackets
{
    /// <summary>Packets remembered.</summary>
    internal const int Most = 16;

    /// <summary>Two captures of one packet lie closer together than this, nanoseconds.</summary>
    internal const long CopyDistance = 20_000_000;

    /// <summary>
    /// The same for packets without identification (IPv6, and hosts that write 0), which one sent again equals. A sender needs
    /// an answer or a timer before it repeats itself; timers of TCP do not run shorter than this.
    /// </summary>
    internal const long UnidentifiedCopyDistance = 1_000_000;

    private (ulong Digest, long Time)[] _packets = [];
    private int _count;
    private int _next;

    /// <summary>Whether the same packet was captured just before. If not, it is remembered.</summary>
    /// <param name="digest">Tells packets apart.</param>
    /// <param name="isIdentified">Whether the digest covers an IP identification.</param>
    /// <param name="time">When it was captured.</param>
    public bool IsCopy(ulong digest, bool isIdentified, Timestamp time)
    {
        if (!time.IsKnown)
        {
            return false;
        }

        long distance = isIdentified ? CopyDistance : UnidentifiedCopyDistance;
        foreach ((ulong known, long at) in _packets.AsSpan(0, _count))
        {
            if (known == digest && Int128.Abs((Int128)time.Nanoseconds - at) < distance)
            {
                return true;
            }
        }

        Remember(digest, time.Nanoseconds);
        return false;
    }

    /// <summary>Directions that send little take little room: a flood of SYNs remembers one packet each.</summary>
    private void Remember(ulong digest, long time)
    {
        if (_count == _packets.Length && _count < Most)
        {
            Array.Resize(ref _packets, Math.Max(1, 2 * _count));
        }

        _packets[_next] = (digest, time);
        _count = Math.Max(_count, _next + 1);
        _next = (_next + 1) % Most;
    }
}
