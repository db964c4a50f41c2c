namespace Gatehouse.Capture.Text;

/// <summary>Reads the words before the addresses of a list line: a frame number and times, in any order.</summary>
internal ref struct PrefixReader
{
    private long? _date;
    private long? _ofDay;
    private long? _utc;
    private long? _local;
    private long? _zone;
    private double? _relative;
    private int _month;
    private long? _day;

    /// <summary>The frame number; the first plain number that is part of no date.</summary>
    public long? Number { get; private set; }

    /// <summary>The times read.</summary>
    public readonly PrintedTime Time => new()
    {
        Utc = _utc ?? (_zone is long offset ? _date + _ofDay - offset : null),
        Local = _local ?? (_zone is null ? _date + _ofDay : null),
        OfDay = _date is null ? _ofDay : null,
        Relative = _relative,
    };

    /// <summary>Reads one word.</summary>
    /// <param name="word">The word.</param>
    /// <param name="next">The word behind it.</param>
    public void Add(ReadOnlySpan<char> word, ReadOnlySpan<char> next)
    {
        if (_month > 0 && Scan.TryNumber(word, out long part))
        {
            AddDatePart(part);
        }
        else if (TimeWords.Month(word) is int month and > 0)
        {
            _month = month;
            _day = null;
        }
        else if (Scan.TryNumber(word, out long number))
        {
            AddNumber(number);
        }
        else if (TimeWords.TryTimeOfDay(word, out long ofDay))
        {
            _ofDay ??= ofDay;
            _zone ??= word[^1] == 'Z' ? 0 : null;
        }
        else if (TimeWords.TrySeconds(word, out long seconds, out long nanoseconds))
        {
            AddSeconds(seconds, nanoseconds);
        }
        else if (TimeWords.TryDate(word, out long date))
        {
            _date ??= date;
        }
        else if (word.Length > 11 && word[10] is 'T' && TimeWords.TryDate(word[..10], out date))
        {
            PrintedTime both = TimeWords.Combine(date, word[11..], next);
            _utc ??= both.Utc;
            _local ??= both.Local;
        }
        else if (_ofDay is not null)
        {
            _zone ??= TimeWords.Zone(word);
        }
    }

    private void AddDatePart(long part)
    {
        if (_day is null)
        {
            _day = part;
            return;
        }

        if (TimeWords.TryDate(part, _month, _day.Value, out long date))
        {
            _date ??= date;
        }

        _month = 0;
    }

    private void AddNumber(long number)
    {
        if (Number is null)
        {
            Number = number;
        }
        else
        {
            AddSeconds(number, 0);
        }
    }

    private void AddSeconds(long seconds, long nanoseconds)
    {
        if (TimeWords.IsEpoch(seconds))
        {
            _utc ??= Timestamp.FromUnix(seconds, nanoseconds).Nanoseconds;
        }
        else
        {
            _relative ??= (double)((seconds * Timestamp.PerSecond) + nanoseconds) / Timestamp.PerSecond;
        }
    }
}
