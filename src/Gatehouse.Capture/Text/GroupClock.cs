using System.Globalization;

namespace Gatehouse.Capture.Text;

/// <summary>The printed clock of one group, and what has to be added to it to get UTC.</summary>
internal sealed class GroupClock
{
    private readonly List<long?> _printed;

    /// <summary>Lays out the printed times of a group; behind midnight a time of day counts on.</summary>
    public GroupClock(List<RawFrame> frames)
    {
        Frames = frames;
        _printed = new(frames.Count);
        long days = 0;
        long? last = null;
        foreach (RawFrame frame in frames)
        {
            long? clock = frame.Time.Local ?? frame.Time.OfDay;
            if (frame.Time.Local is null && clock is long ofDay)
            {
                days += last is long before && ofDay < before - (PrintedTime.Day / 2) ? PrintedTime.Day : 0;
                last = ofDay;
                clock = ofDay + days;
            }

            _printed.Add(clock);
        }
    }

    /// <summary>The frames of the group.</summary>
    public List<RawFrame> Frames { get; }

    /// <summary>Nanoseconds to add to a printed clock; null when not known.</summary>
    public long? Offset { get; set; }

    /// <summary>The first printed clock; null when none was printed.</summary>
    public long? First => _printed.Find(clock => clock is not null);

    /// <summary>The last printed clock; null when none was printed.</summary>
    public long? Last => _printed.FindLast(clock => clock is not null);

    /// <summary>Whether times of day were printed without a date.</summary>
    public bool NeedsOffset => First is not null && Frames.TrueForAll(frame => frame.Time.Utc is null && frame.Time.Local is null);

    /// <summary>The date of the first frame with a clock, in UTC.</summary>
    public string FirstDate => new Timestamp((First + Offset) ?? 0).ToDateTime().ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>Gives each frame its absolute time where the offset is known or a date was printed.</summary>
    public void Apply(List<string> notes)
    {
        bool assumed = false;
        long? start = null;
        for (int i = 0; i < Frames.Count; i++)
        {
            RawFrame frame = Frames[i];
            assumed |= frame.Time is { Utc: null, Local: not null } && Offset is null;
            long? utc = frame.Time.Utc ?? (_printed[i] + Offset) ?? frame.Time.Local;
            start ??= frame.Time.Relative is double relative ? utc - PrintedTime.ToNanoseconds(relative) : null;
            frame.Time = frame.Time with { Utc = utc ?? (start + (frame.Time.Relative is double since ? PrintedTime.ToNanoseconds(since) : null)) };
        }

        if (assumed)
        {
            notes.Add($"the times from frame {Frames[0].Number} on are printed without a zone and taken as UTC");
        }
    }
}
