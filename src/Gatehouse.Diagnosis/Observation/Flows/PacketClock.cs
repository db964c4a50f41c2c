using System.Runtime.InteropServices;
using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Flows;

/// <summary>
/// Time as the packets tell it, for timeouts and silence. It only moves forward. A capture may hold the time of several
/// clocks: interfaces that are set differently, files stitched together, a host that boots in 1970. Each is known by how far
/// it is from <see cref="Now"/>, so that changing from one to another and back moves nothing.
/// </summary>
public sealed class PacketClock
{
    /// <summary>The most that one packet may move the clock, in nanoseconds: two minutes.</summary>
    public const long LongestStep = 120 * Timestamp.PerSecond;

    /// <summary>Most clocks told apart; the one that was not read for longest makes room.</summary>
    internal const int MostFaces = 16;

    private const long LargestReordering = 5 * Timestamp.PerSecond;
    private const long LeapWorthTelling = 86_400 * Timestamp.PerSecond;

    /// <summary>The clocks, the one read last in front.</summary>
    private readonly List<Face> _faces = new(MostFaces);

    /// <summary>What the clock in front shows at <see cref="Now"/>, nanoseconds since the Unix epoch.</summary>
    private Timestamp _newest = Timestamp.None;
    private int _frontInterface;

    /// <summary>Nanoseconds of packet time since the first packet.</summary>
    public long Now { get; private set; }

    /// <summary>How often the capture's clock went backwards by more than reordering explains, or ahead by more than a day.</summary>
    public int Leaps { get; private set; }

    /// <summary>Takes the time of the next packet.</summary>
    /// <param name="time">When it was captured.</param>
    /// <param name="networkInterface">The interface that captured it: each may have a clock of its own.</param>
    /// <returns>The new value of <see cref="Now"/>.</returns>
    public long Advance(Timestamp time, int networkInterface = 0)
    {
        if (!time.IsKnown)
        {
            return Now;
        }

        // Nearly every packet is close to the one before it, and read from the same clock.
        if (_newest.IsKnown && networkInterface == _frontInterface && Timestamp.Distance(time, _newest) <= (ulong)LargestReordering)
        {
            if (time.Nanoseconds > _newest.Nanoseconds)
            {
                Now += time.Nanoseconds - _newest.Nanoseconds;
                _newest = time;
            }

            return Now;
        }

        ReadAny(time, networkInterface);
        TurnToFront();
        return Now;
    }

    private void TurnToFront()
    {
        Face front = _faces[0];
        Int128 shows = front.Start + Now;
        _frontInterface = front.Interface;
        _newest = Int128.Abs(shows) < long.MaxValue ? new Timestamp((long)shows) : Timestamp.None;
    }

    private void ReadAny(Timestamp time, int networkInterface)
    {
        int nearest = -1;
        Int128 step = 0;
        bool isKnown = false;
        for (int i = 0; i < _faces.Count; i++)
        {
            bool isOwn = _faces[i].Interface == networkInterface;
            Int128 ahead = time.Nanoseconds - _faces[i].Start - Now;
            bool isNear = Int128.Abs(ahead) <= LargestReordering;
            isKnown |= isOwn;
            if ((isOwn || isNear) && (nearest < 0 || Int128.Abs(ahead) < Int128.Abs(step)))
            {
                (nearest, step) = (i, ahead);
                if (isOwn && isNear)
                {
                    break;
                }
            }
        }

        if (nearest < 0)
        {
            Begin(time, networkInterface);
        }
        else if (step < -LargestReordering || step > LeapWorthTelling)
        {
            Leaps++;
            Begin(time, networkInterface);
        }
        else
        {
            Read(nearest, networkInterface, isKnown, (long)step);
        }
    }

    /// <summary>A clock that was not met before shows <paramref name="time"/> now: how long ago the last packet was, it does not tell.</summary>
    private void Begin(Timestamp time, int networkInterface)
    {
        if (_faces.Count == MostFaces)
        {
            _faces.RemoveAt(MostFaces - 1);
        }

        _faces.Insert(0, new Face((Int128)time.Nanoseconds - Now, networkInterface));
    }

    private void Read(int index, int networkInterface, bool isKnown, long step)
    {
        long counted = Math.Clamp(step, 0, LongestStep);
        Now += counted;
        Face face = _faces[index];
        if (step > LongestStep)
        {
            face = face with { Start = face.Start + step - counted };
        }

        if (!isKnown)
        {
            // Interfaces of one host agree: the newcomer gets the same time under its own name.
            if (_faces.Count == MostFaces)
            {
                _faces.RemoveAt(MostFaces - 1);
            }

            _faces.Insert(0, face with { Interface = networkInterface });
        }
        else if (index == 0)
        {
            CollectionsMarshal.AsSpan(_faces)[0] = face;
        }
        else
        {
            _faces.RemoveAt(index);
            _faces.Insert(0, face);
        }
    }

    /// <summary>One clock.</summary>
    /// <param name="Start">What it showed when <see cref="Now"/> was 0, nanoseconds since the Unix epoch.</param>
    /// <param name="Interface">Whose clock it is.</param>
    private readonly record struct Face(Int128 Start, int Interface);
}
