using Gatehouse.Diagnosis.Paths.Matching;

namespace Gatehouse.Diagnosis.Paths.Clocks;

/// <summary>The packets that two vantage points both saw, each unmistakable at both.</summary>
internal sealed class SharedPackets
{
    /// <summary>Most packets kept; beyond it every second one, and so on.</summary>
    private const int MostPoints = 8_192;

    private readonly List<ClockPoint> _points = [];
    private long _stride = 1;

    /// <summary>How many there were.</summary>
    public long Count { get; private set; }

    /// <summary>Packets whose time to live says that the first vantage point is nearer to the client.</summary>
    public long FirstNearer { get; private set; }

    /// <summary>Packets whose time to live says that the second is.</summary>
    public long SecondNearer { get; private set; }

    /// <summary>A share of the packets, in no particular order.</summary>
    public IReadOnlyList<ClockPoint> Points => _points;

    /// <summary>Takes a packet.</summary>
    public void Add(in Sighting first, in Sighting second)
    {
        if (first.Ttl != second.Ttl)
        {
            if (first.Ttl > second.Ttl == first.IsFromClient)
            {
                FirstNearer++;
            }
            else
            {
                SecondNearer++;
            }
        }

        if (Count++ % _stride != 0)
        {
            return;
        }

        if (_points.Count == MostPoints)
        {
            int kept = 0;
            for (int i = 0; i < _points.Count; i += 2)
            {
                _points[kept++] = _points[i];
            }

            _points.RemoveRange(kept, _points.Count - kept);
            _stride *= 2;
        }

        _points.Add(new ClockPoint(first.Time, second.Time - first.Time, first.IsFromClient));
    }
}
