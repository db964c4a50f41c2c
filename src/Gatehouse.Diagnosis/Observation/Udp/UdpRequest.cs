using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>One datagram from the client, and the identical ones it sent after it.</summary>
public sealed class UdpRequest
{
    /// <summary>Most sendings whose frames and times are kept.</summary>
    public const int MostSendings = 16;

    /// <summary>Sendings from which on it is a request that the client waits for and repeats.</summary>
    private const int FewestRepeated = 2;

    /// <summary>Nanoseconds after the last sending in which a client that repeats it might only have been busy.</summary>
    private const long ShortestWait = Timestamp.PerSecond;

    /// <summary>Nanoseconds after the last sending in which a reply may still be to a request given up.</summary>
    private const long LatestReply = 30 * Timestamp.PerSecond;

    private (long Frame, Timestamp Time) _first;
    private List<(long Frame, Timestamp Time)>? _sendings;
    private Timestamp _last = Timestamp.None;
    private long _longestPause;

    internal UdpRequest(ulong digest, int payloadLength)
    {
        Digest = digest;
        PayloadLength = payloadLength;
    }

    /// <summary>Octets of UDP payload.</summary>
    public int PayloadLength { get; }

    /// <summary>How often it was sent.</summary>
    public int Count { get; private set; }

    /// <summary>Frame and time of the first sendings; of a fragmented one, the frame that completed it.</summary>
    public IReadOnlyList<(long Frame, Timestamp Time)> Sendings => _sendings ?? (IReadOnlyList<(long Frame, Timestamp Time)>)[_first];

    /// <summary>Whether it travelled in fragments.</summary>
    public bool IsFragmented { get; internal set; }

    /// <summary>The first datagram from the server after its last sending; 0 when none came.</summary>
    public long AnswerFrame { get; internal set; }

    /// <summary>
    /// Whether the client, after sending it again and again in vain, went on with another request and no more with this one: what
    /// the server says afterwards answers the others.
    /// </summary>
    public bool IsGivenUp { get; private set; }

    internal ulong Digest { get; }

    /// <summary>
    /// The client sends another request. It gives this one up if it let more than twice its longest pause pass, in which even one
    /// that waits twice as long each time would have sent it again; before that the two are asked side by side.
    /// </summary>
    internal void GiveUp(Timestamp now)
    {
        if (AnswerFrame == 0 && Count >= FewestRepeated && now.IsKnown && _last.IsKnown)
        {
            IsGivenUp |= now.Nanoseconds - _last.Nanoseconds > Math.Max(ShortestWait, 2 * _longestPause);
        }
    }

    /// <summary>Whether a reply at this time may be to this request although it was given up.</summary>
    internal bool MayStillBeAnswered(Timestamp now) =>
        now.IsKnown && _last.IsKnown && now.Nanoseconds - _last.Nanoseconds <= LatestReply;

    /// <summary>It was not in vain after all.</summary>
    internal void AnswerLate(long frame)
    {
        IsGivenUp = false;
        AnswerFrame = frame;
    }

    internal void Add(long frame, Timestamp time)
    {
        if (Count > 0 && time.IsKnown && _last.IsKnown)
        {
            _longestPause = Math.Max(_longestPause, time.Nanoseconds - _last.Nanoseconds);
        }

        _last = time;
        AnswerFrame = 0;
        if (Count++ == 0)
        {
            _first = (frame, time);
            return;
        }

        // Most requests are sent once; those need no list.
        _sendings ??= [_first];
        if (_sendings.Count < MostSendings)
        {
            _sendings.Add((frame, time));
        }
    }
}
