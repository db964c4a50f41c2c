namespace Gatehouse.Capture.Text;

/// <summary>
/// Sorts printed packets into captures and joins the list line and the detail tree of one frame. Inside a capture numbers
/// and times only rise, and every frame agrees on when the capture started; what contradicts that begins a new group.
/// </summary>
internal sealed class FrameGroups
{
    /// <summary>Interfaces of one capture may be written slightly out of order.</summary>
    private const long SlackNanoseconds = 50_000_000;

    /// <summary>Two frames may differ by this in the start they imply, for rounding and adjusted clocks.</summary>
    private const long StartSlackNanoseconds = Timestamp.PerSecond;

    /// <summary>Frames of the same number, in other groups, that are compared at most.</summary>
    private const int MaxCandidates = 8;

    private readonly List<RawFrame> _frames = [];
    private readonly Dictionary<long, RawFrame> _latestByNumber = [];
    private readonly bool _relativeCountsFromStart;
    private int _group;
    private long? _lowest;
    private RawFrame? _lastListed;
    private RawFrame? _lastDetailed;

    private FrameGroups(List<RawFrame> printed) => _relativeCountsFromStart = CountsFromStart(printed);

    /// <summary>Joins and groups printed packets, given in the order of the text.</summary>
    public static List<RawFrame> Sort(List<RawFrame> printed)
    {
        FrameGroups groups = new(printed);
        foreach (RawFrame frame in printed)
        {
            groups.Add(frame);
        }

        return [.. groups._frames.OrderBy(frame => frame.Group).ThenBy(frame => frame.Number ?? 0)];
    }

    /// <summary>
    /// Whether the relative times are since the start of the capture, and not since the packet before: then two neighbours
    /// mostly differ in it by as much as in their time of day.
    /// </summary>
    private static bool CountsFromStart(List<RawFrame> printed)
    {
        int agree = 0;
        int differ = 0;
        for (int i = 1; i < printed.Count; i++)
        {
            if (WithoutRelative(printed[i - 1].Time).Until(WithoutRelative(printed[i].Time)) is long clock
                && printed[i].Time.Relative - printed[i - 1].Time.Relative is double seconds)
            {
                bool same = Math.Abs(clock - PrintedTime.ToNanoseconds(seconds)) < Timestamp.PerSecond / 100;
                agree += same ? 1 : 0;
                differ += same ? 0 : 1;
            }
        }

        return agree > differ;
    }

    private static PrintedTime WithoutRelative(PrintedTime time) => time with { Relative = null };

    private void Add(RawFrame frame)
    {
        if (FindSame(frame) is RawFrame same)
        {
            same.Join(frame);
            if (same.Group == _group)
            {
                Follow(frame);
            }

            return;
        }

        if (_frames.Count > 0 && IsOfAnotherCapture(frame))
        {
            _group++;
            _lowest = null;
            _lastListed = _lastDetailed = null;
        }

        frame.Group = _group;
        _frames.Add(frame);
        Follow(frame);
        if (frame.Number is long number)
        {
            frame.SameNumberBefore = _latestByNumber.GetValueOrDefault(number);
            _latestByNumber[number] = frame;
            _lowest = Math.Min(_lowest ?? number, number);
        }
    }

    private void Follow(RawFrame frame)
    {
        _lastListed = frame.FromList ? frame : _lastListed;
        _lastDetailed = frame.FromDetail ? frame : _lastDetailed;
    }

    /// <summary>The frame that this is another printing of; null when it is new.</summary>
    private RawFrame? FindSame(RawFrame frame)
    {
        if (frame.Under is RawFrame above && above.Number is null && above.CanJoin(frame))
        {
            return above;
        }

        if (frame.Number is not long number || !_latestByNumber.TryGetValue(number, out RawFrame? known))
        {
            return null;
        }

        for (int i = 0; known is not null && i < MaxCandidates; i++, known = known.SameNumberBefore)
        {
            bool sameGroup = known.Group == _group;
            if (known.CanJoin(frame) && (sameGroup || known.IsProof(frame)))
            {
                return known;
            }
        }

        return null;
    }

    private bool IsOfAnotherCapture(RawFrame frame)
    {
        RawFrame? last = frame.FromList ? _lastListed : _lastDetailed;
        if (frame.Number is long number && (last?.Number is long before ? number <= before : number < _lowest))
        {
            return true;
        }

        last ??= _lastListed ?? _lastDetailed;
        if (last is null)
        {
            return false;
        }

        if (last.FromList == frame.FromList && last.Time.Until(frame.Time) is long gap && (gap < -SlackNanoseconds || gap > PrintedTime.Day))
        {
            return true;
        }

        return _relativeCountsFromStart
            && WithoutRelative(last.Time).Until(WithoutRelative(frame.Time)) is long clock
            && frame.Time.Relative - last.Time.Relative is double seconds
            && Math.Abs(clock - PrintedTime.ToNanoseconds(seconds)) > StartSlackNanoseconds;
    }
}
