using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Dns;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Dns;

/// <summary>Pairs questions to name servers with their answers.</summary>
internal sealed class DnsTracker
{
    /// <summary>The port of name servers (RFC 1035 section 4.2).</summary>
    public const ushort Port = 53;

    /// <summary>Most open questions held at a time.</summary>
    internal const int Capacity = 8_192;

    private const long Lifetime = 30 * Timestamp.PerSecond;

    private readonly FlowTable<DnsKey, DnsLookup> _open;
    private readonly PacketClock _clock;
    private readonly Action<DnsLookup> _ended;

    public DnsTracker(PacketClock clock, Action<DnsLookup> ended)
    {
        _clock = clock;
        _ended = ended;
        _open = new FlowTable<DnsKey, DnsLookup>(
            Capacity,
            lookup => lookup.Key,
            [new FlowQueue(Lifetime)],
            lookup =>
            {
                lookup.SilenceAfter = _clock.Now - lookup.LastActive;
                ended(lookup);
            });
    }

    /// <summary>Takes a datagram from or to port 53.</summary>
    public void Observe(in UdpDatagram datagram, ReadOnlySpan<byte> payload)
    {
        // A message whose answers the snap length cut still says who asked for what, and how it went.
        _ = DnsMessage.Read(payload, out DnsMessage? message, out _);
        if (message is not { QuestionName.Length: > 0 })
        {
            return;
        }

        if (message.IsResponse)
        {
            DnsKey key = new(datagram.Destination.Address, datagram.Source.Address, message.QuestionName, (ushort)message.QuestionType);
            Answer(key, (int)message.ResponseCode, message.ResolvedAddresses(), datagram.Frame, datagram.Destination.Port, message.HasAllAnswers);
        }
        else
        {
            Ask(new DnsKey(datagram.Source.Address, datagram.Destination.Address, message.QuestionName, (ushort)message.QuestionType), datagram.Frame, datagram.Time, datagram.Source.Port);
        }
    }

    /// <summary>Takes a question.</summary>
    public void Ask(in DnsKey key, long frame, Timestamp time, ushort clientPort = 0)
    {
        if (!_open.TryGet(key, out DnsLookup? lookup))
        {
            lookup = new DnsLookup
            {
                Client = key.Client,
                ClientPort = clientPort,
                Server = key.Server,
                Name = key.Name,
                Type = key.Type,
                QueryFrame = frame,
                QueryTime = time,
            };
            _open.Add(lookup, _clock.Now);
        }

        lookup.Queries++;
        _open.Touch(lookup, _clock.Now);
    }

    /// <summary>Takes a response.</summary>
    /// <param name="key">What it belongs to.</param>
    /// <param name="code">How it went.</param>
    /// <param name="addresses">Addresses in it.</param>
    /// <param name="frame">The frame.</param>
    /// <param name="clientPort">Where it goes; 0 when not known.</param>
    /// <param name="isWhole">Whether these are known to be all addresses.</param>
    public void Answer(in DnsKey key, int code, IReadOnlyList<IpAddress> addresses, long frame, ushort clientPort = 0, bool isWhole = false)
    {
        bool isAsked = _open.TryGet(key, out DnsLookup? lookup);
        DnsLookup answered = lookup ?? new DnsLookup { Client = key.Client, ClientPort = clientPort, Server = key.Server, Name = key.Name, Type = key.Type };
        answered.ResponseFrame = frame;
        answered.ResponseCode = code;
        answered.Addresses = addresses;
        answered.HasNoAddress = isWhole && code == 0 && addresses.Count == 0 && ((DnsRecordType)key.Type is DnsRecordType.A or DnsRecordType.Aaaa);
        if (isAsked)
        {
            _open.End(answered);
        }
        else
        {
            _ended(answered);
        }
    }

    /// <summary>Gives up questions nobody answered.</summary>
    public void Sweep() => _open.Sweep(_clock.Now);

    /// <summary>The capture has ended.</summary>
    public void EndAll() => _open.EndAll();
}
