namespace Gatehouse.Diagnosis.Paths.Fates;

/// <summary>Which octets of a TCP stream a vantage point saw, whatever segments they came in.</summary>
internal sealed class OctetRanges
{
    private readonly List<(long Start, long End)> _ranges = [];
    private readonly uint _basis;

    /// <summary>Collects ranges of sequence numbers.</summary>
    /// <param name="basis">A sequence number near all others; ranges are counted from it, so that they may pass the end of 32 bits.</param>
    /// <param name="segments">Sequence number and octets of each segment.</param>
    public OctetRanges(uint basis, IEnumerable<(uint Sequence, int Length)> segments)
    {
        _basis = basis;
        foreach ((uint sequence, int length) in segments.OrderBy(segment => (int)(segment.Sequence - basis)))
        {
            long start = (int)(sequence - basis);
            if (_ranges.Count > 0 && _ranges[^1].End >= start)
            {
                _ranges[^1] = (_ranges[^1].Start, Math.Max(_ranges[^1].End, start + length));
            }
            else
            {
                _ranges.Add((start, start + length));
            }
        }
    }

    /// <summary>The octets that came more than once.</summary>
    /// <param name="basis">A sequence number near all others.</param>
    /// <param name="segments">Sequence number and octets of each segment.</param>
    public static OctetRanges Repeated(uint basis, IEnumerable<(uint Sequence, int Length)> segments)
    {
        List<(uint Sequence, int Length)> again = [];
        long end = long.MinValue;
        foreach ((uint sequence, int length) in segments.OrderBy(segment => (int)(segment.Sequence - basis)))
        {
            long start = (int)(sequence - basis);
            if (start < end)
            {
                again.Add((sequence, (int)(Math.Min(end, start + length) - start)));
            }

            end = Math.Max(end, start + length);
        }

        return new OctetRanges(basis, again);
    }

    /// <summary>Whether any octet of a segment was seen.</summary>
    public bool Touch(uint sequence, int length)
    {
        long start = (int)(sequence - _basis);
        foreach ((long from, long to) in _ranges)
        {
            if (from < start + length && to > start)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Whether every octet of a segment was seen.</summary>
    public bool Cover(uint sequence, int length)
    {
        long start = (int)(sequence - _basis);
        foreach ((long from, long to) in _ranges)
        {
            if (from <= start && to >= start + length)
            {
                return true;
            }
        }

        return false;
    }
}
