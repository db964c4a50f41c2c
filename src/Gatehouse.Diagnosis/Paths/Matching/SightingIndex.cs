using System.Runtime.InteropServices;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>The packets of one vantage point that are worth comparing with those of others.</summary>
internal sealed class SightingIndex
{
    /// <summary>Most packets held of one vantage point: 24 MB.</summary>
    public const int MostSightings = 524_288;

    /// <summary>Most hosts whose time to live is remembered.</summary>
    private const int MostHosts = 8_192;

    private readonly List<Sighting> _sightings = [];
    private readonly Dictionary<IpAddress, byte> _ttls = [];
    private readonly Dictionary<int, TlsHello> _hellos = [];

    /// <summary>Packets in file order.</summary>
    public ReadOnlySpan<Sighting> Sightings => CollectionsMarshal.AsSpan(_sightings);

    /// <summary>The same, to be rewritten.</summary>
    internal Span<Sighting> Rewritable => CollectionsMarshal.AsSpan(_sightings);

    /// <summary>What was added to the numbers of connections since the first vantage point that shows them; those that were left alone are missing.</summary>
    public Dictionary<int, NumberShift> Shifts { get; } = [];

    /// <summary>Conversations by number.</summary>
    public FlowDirectory Directory { get; } = new();

    /// <summary>Conversations by number.</summary>
    public IReadOnlyList<PathFlow> Flows => Directory.Flows;

    /// <summary>Whether packets had to be left out because there were too many.</summary>
    public bool IsCapped { get; private set; }

    /// <summary>Whether it shows something that a capture filter on ports would have left out: proof that there was no such filter.</summary>
    public bool ShowsPortless { get; internal set; }

    /// <summary>Whether packets were cut so short that they cannot be known again: then the absence of one proves nothing.</summary>
    public bool IsTooShort { get; internal set; }

    /// <summary>Time of the first packet.</summary>
    public long From { get; private set; } = long.MaxValue;

    /// <summary>Time of the last packet that was looked at: beyond it the index knows nothing.</summary>
    public long To { get; private set; } = long.MinValue;

    /// <summary>The ClientHello of a conversation; null when none was seen.</summary>
    public TlsHello? HelloOf(int flow) => _hellos.TryGetValue(flow, out TlsHello hello) ? hello : null;

    /// <summary>Time to live with which packets of a host arrive here; 0 when none was seen.</summary>
    public byte TtlOf(IpAddress host) => _ttls.GetValueOrDefault(host);

    /// <summary>Remembers the first ClientHello of a conversation.</summary>
    internal void Add(int flow, in TlsHello hello) => _hellos.TryAdd(flow, hello);

    internal void See(long time, IpAddress source, byte ttl)
    {
        if (IsCapped)
        {
            return;
        }

        From = Math.Min(From, time);
        To = Math.Max(To, time);
        if (_ttls.Count < MostHosts)
        {
            _ttls.TryAdd(source, ttl);
        }
    }

    internal void Add(in Sighting sighting)
    {
        if (_sightings.Count < MostSightings)
        {
            _sightings.Add(sighting);
        }
        else
        {
            IsCapped = true;
        }
    }
}
