using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>What a source shows as a whole, and what it could not have shown.</summary>
public sealed class SourceObservations
{
    private readonly SortedDictionary<ushort, long> _notIp = [];

    /// <summary>Most different EtherTypes counted apart.</summary>
    public const int MostEtherTypes = 64;

    /// <summary>Name of the source in the report.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Whether somebody chose the frames (a pasted list): what is absent from it proves nothing.
    /// </summary>
    public bool IsSelective { get; init; }

    /// <summary>Frames read.</summary>
    public long Frames { get; internal set; }

    /// <summary>Frames that carried IP.</summary>
    public long IpFrames { get; internal set; }

    /// <summary>Time of the earliest frame.</summary>
    public Timestamp From { get; internal set; } = Timestamp.None;

    /// <summary>Time of the latest frame.</summary>
    public Timestamp To { get; internal set; } = Timestamp.None;

    /// <summary>IP packets of which the capture kept only the beginning (snap length).</summary>
    public long CutPackets { get; internal set; }

    /// <summary>Frames whose headers contradict themselves.</summary>
    public long MalformedFrames { get; internal set; }

    /// <summary>Frames on a link type that is not decoded.</summary>
    public long UndecodedFrames { get; internal set; }

    /// <summary>All of these.</summary>
    public long Unreadable => CutPackets + MalformedFrames + UndecodedFrames;

    /// <summary>Times the capture's clock went backwards or leapt ahead.</summary>
    public int ClockLeaps { get; internal set; }

    /// <summary>Conversations and datagrams let go early because there were too many at a time.</summary>
    public long EvictedUnderPressure { get; internal set; }

    /// <summary>TCP connections.</summary>
    public long TcpConversations { get; internal set; }

    /// <summary>UDP conversations.</summary>
    public long UdpConversations { get; internal set; }

    /// <summary>Datagrams in fragments.</summary>
    public long FragmentedDatagrams { get; internal set; }

    /// <summary>Frames that carry no IP, by EtherType.</summary>
    public IReadOnlyDictionary<ushort, long> NotIp => _notIp;

    /// <summary>Problems met while reading the file.</summary>
    public CaptureProblems Problems { get; init; } = new();

    /// <summary>Interfaces the file describes.</summary>
    public IReadOnlyList<CaptureInterface> Interfaces { get; internal set; } = [];

    internal void CountNotIp(ushort etherType)
    {
        if (_notIp.TryGetValue(etherType, out long count))
        {
            _notIp[etherType] = count + 1;
        }
        else if (_notIp.Count < MostEtherTypes)
        {
            _notIp[etherType] = 1;
        }
    }

    internal void See(Timestamp time)
    {
        if (!time.IsKnown)
        {
            return;
        }

        if (!From.IsKnown || time.Nanoseconds < From.Nanoseconds)
        {
            From = time;
        }

        if (time.Nanoseconds > To.Nanoseconds)
        {
            To = time;
        }
    }
}
