using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>Sorts datagrams into conversations, and notes requests that are sent again and what answers them.</summary>
internal sealed class UdpTracker
{
    /// <summary>Most conversations held at a time.</summary>
    internal const int Capacity = 65_536;

    /// <summary>Datagrams of a conversation after which its requests are no longer compared: it is a stream, not a question.</summary>
    internal const int DatagramsCompared = 512;

    /// <summary>Most answered name lookups that wait for stragglers.</summary>
    internal const int MostAnswered = 1_024;

    private const int LiveQueue = 0;
    private const int AnsweredQueue = 1;
    private const long LiveIdle = 180 * Timestamp.PerSecond;
    private const long AnsweredIdle = 10 * Timestamp.PerSecond;
    private const ushort FirstEphemeralPort = 10_000;

    private readonly FlowTable<UdpKey, UdpConversation> _table;
    private readonly RecentPackets _recent = new();
    private readonly PacketClock _clock;

    public UdpTracker(PacketClock clock, Action<UdpConversation> ended)
    {
        _clock = clock;
        _table = new FlowTable<UdpKey, UdpConversation>(
            Capacity,
            conversation => conversation.Key,
            [new FlowQueue(LiveIdle), new FlowQueue(AnsweredIdle, MostAnswered)],
            conversation =>
            {
                conversation.SilenceAfter = _clock.Now - conversation.LastActive;
                conversation.ClockLeapt = _clock.Leaps != conversation.LeapsBefore;
                ended(conversation);
            });
    }

    /// <summary>Conversations met so far.</summary>
    public long Total { get; private set; }

    /// <summary>Conversations that had to be let go because there were too many at a time.</summary>
    public long EvictedUnderPressure => _table.EvictedUnderPressure;

    /// <summary>Takes one datagram.</summary>
    /// <param name="datagram">Its header.</param>
    /// <param name="payload">Its captured payload; empty when only the header is known.</param>
    /// <param name="side">Who sent it.</param>
    /// <returns>The conversation; null when the datagram is a second capture of one just before.</returns>
    public UdpConversation? Observe(in UdpDatagram datagram, ReadOnlySpan<byte> payload, out Side side)
    {
        UdpConversation conversation = FindOrAdd(datagram.Source, datagram.Destination, datagram.Frame, datagram.Time, out side);
        if (side == Side.Client && conversation.ClientMac == 0)
        {
            conversation.ClientMac = datagram.SourceMac;
        }

        UdpDirection self = conversation.From(side);
        ulong digest = OctetDigest.Of(payload);
        long direction = (conversation.Stream << 1) | (uint)side;
        if (!datagram.IsPrinted
            && _recent.IsCopy(Digest(datagram, digest), direction, datagram.Identification != 0, datagram.Time))
        {
            return null;
        }

        Count(self, datagram);
        conversation.TakeWhole(side);
        conversation.CutDatagrams += !datagram.IsPrinted && payload.Length < datagram.PayloadLength ? 1 : 0;
        conversation.LastTime = datagram.Time;
        _table.Touch(conversation, _clock.Now);
        if (side == Side.Server)
        {
            conversation.Answered(datagram.Frame);
            if (datagram.Source.Port != conversation.Server.Port)
            {
                conversation.ReplyPort = datagram.Source.Port;
            }
        }
        else if (self.Datagrams <= DatagramsCompared)
        {
            UdpRequest request = conversation.AddRequest(digest, datagram.PayloadLength, datagram.Frame, datagram.Time);
            request.IsFragmented |= datagram.IsFragmented;
        }

        if (conversation.Server.Port == DnsTracker.Port)
        {
            Settle(conversation);
        }

        return conversation;
    }

    /// <summary>The conversation of two endpoints, made if there is none: for fragments and errors.</summary>
    public UdpConversation FindOrAdd(IpEndpoint source, IpEndpoint destination, long frame, Timestamp time, out Side side)
    {
        // What looks like an answer is looked for as one first; who asks whom, only the table knows.
        bool answer = source.Port < FirstEphemeralPort && destination.Port >= FirstEphemeralPort;
        UdpKey asking = new(source, destination.Address);
        UdpKey answering = new(destination, source.Address);
        if (_table.TryGet(answer ? answering : asking, out UdpConversation? conversation))
        {
            side = answer ? Side.Server : Side.Client;
            return conversation;
        }

        if (_table.TryGet(answer ? asking : answering, out conversation))
        {
            side = answer ? Side.Client : Side.Server;
            return conversation;
        }

        side = answer ? Side.Server : Side.Client;
        conversation = new UdpConversation(Total++, answer ? destination : source, answer ? source : destination)
        {
            FirstFrame = frame,
            FirstTime = time,
            LeapsBefore = _clock.Leaps,
        };
        _table.Add(conversation, _clock.Now);
        return conversation;
    }

    /// <summary>The live conversation in which <paramref name="source"/> sent something to <paramref name="destination"/>.</summary>
    public UdpConversation? Find(IpEndpoint source, IpEndpoint destination) =>
        _table.TryGet(new UdpKey(source, destination.Address), out UdpConversation? conversation)
        || _table.TryGet(new UdpKey(destination, source.Address), out conversation)
            ? conversation
            : null;

    /// <summary>Lets silent conversations go.</summary>
    public void Sweep() => _table.Sweep(_clock.Now);

    /// <summary>The capture has ended.</summary>
    public void EndAll() => _table.EndAll();

    /// <summary>A name lookup is over when everything that was asked is answered; a socket that asks again is live again.</summary>
    private void Settle(UdpConversation conversation)
    {
        int queue = conversation.AwaitsAnswer ? LiveQueue : AnsweredQueue;
        if (conversation.Queue != queue)
        {
            _table.MoveTo(conversation, queue);
        }
    }

    private static ulong Digest(in UdpDatagram datagram, ulong payload) => OctetDigest.With(
        OctetDigest.With(payload, ((ulong)datagram.Source.Port << 16) | datagram.Destination.Port),
        ((ulong)(uint)datagram.PayloadLength << 32) | datagram.Identification);

    private static void Count(UdpDirection self, in UdpDatagram datagram)
    {
        if (self.Datagrams++ == 0)
        {
            self.FirstFrame = datagram.Frame;
            self.Ttl = datagram.Ttl;
        }

        self.PayloadOctets += datagram.PayloadLength;
        self.LargestPayload = Math.Max(self.LargestPayload, datagram.PayloadLength);
        self.LastFrame = datagram.Frame;
        self.LastTime = datagram.Time;
        if (datagram.IsFragmented)
        {
            self.Fragmented++;
        }
    }
}
