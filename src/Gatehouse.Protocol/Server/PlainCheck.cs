using Gatehouse.Protocol.Compatibility;
using Gatehouse.Protocol.Segments;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <summary>
/// The server of the compatibility mode. Its answers go to addresses that nobody has proven, which makes it a reflector for whoever may reach it:
/// the shell must be told to switch it on, and for which networks (docs/security.md). Members are of the sorts of <see cref="Node"/>.
/// </summary>
public sealed class PlainCheck
{
    /// <summary>Packets remembered with their answers.</summary>
    public const int MaxRemembered = 4096;

    private readonly Dictionary<Key, Entry> _entries = [];
    private readonly Queue<Key> _order = new();
    private readonly Queue<PlainEvent> _events = new();
    private readonly Queue<(IpEndpoint To, byte[] Datagram)> _transmits = new();

    /// <summary>How long an answer is repeated to a client that sends the same again.</summary>
    public static TimeSpan Retention { get; } = TimeSpan.FromSeconds(60);

    /// <summary>A datagram arrived. The same packet again gets the same answer, without an event.</summary>
    public void HandleDatagram(TimeSpan now, IpEndpoint from, ReadOnlySpan<byte> datagram)
    {
        if (_events.Count >= MaxRemembered
            || _transmits.Count >= MaxRemembered
            || !PlainDatagram.TryRead(datagram, out PlainDatagram? packet)
            || packet.Type is not (EadPacketType.Request or EadPacketType.Report))
        {
            return;
        }

        Key key = new(from, packet.HeadId, packet.Id, packet.Type);
        ulong digest = MessageBody.DigestOf(datagram);
        if (_entries.TryGetValue(key, out Entry? known) && known.Digest == digest && now - known.At <= Retention)
        {
            if (known.Answer is not null)
            {
                _transmits.Enqueue((from, known.Answer));
            }

            return;
        }

        if (known is null)
        {
            _order.Enqueue(key);
        }

        _entries[key] = new Entry(digest, now);
        while (_entries.Count > MaxRemembered)
        {
            _entries.Remove(_order.Dequeue());
        }

        _events.Enqueue(new PlainEvent(from, packet));
    }

    /// <summary>Answers a packet with the next one, packet 2 or 4.</summary>
    /// <param name="question">The event's.</param>
    /// <param name="body">The policy or verdict.</param>
    /// <returns>False when the packet is not remembered any more.</returns>
    public bool Answer(PlainEvent question, ReadOnlyMemory<byte> body)
    {
        ArgumentNullException.ThrowIfNull(question);
        PlainDatagram packet = question.Packet;
        if (!_entries.TryGetValue(new Key(question.From, packet.HeadId, packet.Id, packet.Type), out Entry? entry))
        {
            return false;
        }

        entry.Answer = new PlainDatagram(packet.HeadId, packet.Id, packet.Type + 1, body).Write(compress: true);
        _transmits.Enqueue((question.From, entry.Answer));
        return true;
    }

    /// <summary>Takes the next datagram to send.</summary>
    public bool TryPollTransmit(out IpEndpoint to, out ReadOnlyMemory<byte> datagram)
    {
        bool isThere = _transmits.TryDequeue(out (IpEndpoint To, byte[] Datagram) next);
        to = next.To;
        datagram = next.Datagram;
        return isThere;
    }

    /// <summary>Takes the next event.</summary>
    public bool TryPollEvent(out PlainEvent? plainEvent) => _events.TryDequeue(out plainEvent);

    private readonly record struct Key(IpEndpoint From, uint HeadId, uint Id, EadPacketType Type);

    private sealed class Entry(ulong digest, TimeSpan at)
    {
        public ulong Digest => digest;

        public TimeSpan At => at;

        public byte[]? Answer { get; set; }
    }
}
