using Gatehouse.Protocol.Compatibility;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Protocol.Client;

/// <summary>
/// The client of the compatibility mode: each packet one plain datagram, sent at most four times, five seconds apart. Nothing is sealed, nobody is
/// authenticated; it exists to meet servers of that kind and to reproduce what goes wrong with them. Members are of the sorts of <see cref="Node"/>.
/// </summary>
/// <param name="headId">For the whole conversation.</param>
/// <param name="id">For the exchange.</param>
public sealed class PlainCheck(uint headId, uint id)
{
    /// <summary>Times a packet is sent.</summary>
    public const int MaxTries = 4;

    private readonly Queue<PlainEvent> _events = new();
    private PlainDatagram? _packet;
    private byte[] _datagram = [];
    private TimeSpan _due;
    private int _tries;
    private bool _isPending;

    /// <summary>Waited for after each try, the last one too.</summary>
    public static TimeSpan Interval { get; } = TimeSpan.FromSeconds(5);

    /// <summary>When to call <see cref="HandleTimeout"/>; null when nothing is waited for.</summary>
    public TimeSpan? NextTimeout => _packet is null ? null : _due;

    /// <summary>Sends packet 1.</summary>
    public void SendRequest(TimeSpan now, ReadOnlyMemory<byte> body) => Begin(now, EadPacketType.Request, body, compress: false);

    /// <summary>Sends packet 3.</summary>
    /// <param name="now">The time.</param>
    /// <param name="body">The report.</param>
    /// <param name="compress">Whether packet 2 asked for compression.</param>
    /// <exception cref="ArgumentException">The report does not fit one datagram.</exception>
    public void SendReport(TimeSpan now, ReadOnlyMemory<byte> body, bool compress) => Begin(now, EadPacketType.Report, body, compress);

    /// <summary>The time has come that <see cref="NextTimeout"/> told.</summary>
    public void HandleTimeout(TimeSpan now)
    {
        if (_packet is not { } packet || now < _due)
        {
            return;
        }

        if (_tries < MaxTries)
        {
            Send(now, packet);
            return;
        }

        _packet = null;
        _isPending = false;
        _events.Enqueue(new PlainEvent(PlainEventKind.Unanswered, packet, _datagram.Length, _tries));
    }

    /// <summary>A datagram arrived. Anything but the awaited packet is passed over.</summary>
    public void HandleDatagram(ReadOnlySpan<byte> datagram)
    {
        if (_packet is not { } packet
            || !PlainDatagram.TryRead(datagram, out PlainDatagram? answer)
            || answer.HeadId != headId
            || answer.Id != id
            || answer.Type != packet.Type + 1)
        {
            return;
        }

        _packet = null;
        _isPending = false;
        _events.Enqueue(new PlainEvent(PlainEventKind.Received, answer, datagram.Length, _tries));
    }

    /// <summary>Takes the next datagram to send.</summary>
    public bool TryPollTransmit(out ReadOnlyMemory<byte> datagram)
    {
        datagram = _datagram;
        bool wasPending = _isPending;
        _isPending = false;
        return wasPending;
    }

    /// <summary>Takes the next event.</summary>
    public bool TryPollEvent(out PlainEvent? plainEvent) => _events.TryDequeue(out plainEvent);

    private void Begin(TimeSpan now, EadPacketType type, ReadOnlyMemory<byte> body, bool compress)
    {
        PlainDatagram packet = new(headId, id, type, body);
        _datagram = packet.Write(compress);
        _packet = packet;
        _tries = 0;
        Send(now, packet);
    }

    private void Send(TimeSpan now, PlainDatagram packet)
    {
        _tries++;
        _due = now + Interval;
        _isPending = true;
        _events.Enqueue(new PlainEvent(PlainEventKind.Sent, packet, _datagram.Length, _tries));
    }
}
