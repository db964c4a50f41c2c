using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>Sorts segments into connections and keeps each connection's account.</summary>
internal sealed class TcpTracker
{
    /// <summary>Most connections held at a time.</summary>
    internal const int Capacity = 65_536;

    /// <summary>Most closed connections that wait for stragglers.</summary>
    internal const int MostClosed = 1_024;

    private const int LiveQueue = 0;
    private const int ClosedQueue = 1;
    private const long LiveIdle = 900 * Timestamp.PerSecond;
    private const long ClosedIdle = 5 * Timestamp.PerSecond;
    private const ushort FirstEphemeralPort = 10_000;

    private readonly FlowTable<FlowKey, TcpConversation> _table;
    private readonly RecentPackets _recent = new();
    private readonly ChainReader _certificates = new();
    private readonly PacketClock _clock;
    private TcpConversation? _latest;

    public TcpTracker(PacketClock clock, Action<TcpConversation> ended)
    {
        _clock = clock;
        _table = new FlowTable<FlowKey, TcpConversation>(
            Capacity,
            conversation => conversation.Key,
            [new FlowQueue(LiveIdle), new FlowQueue(ClosedIdle, MostClosed)],
            conversation =>
            {
                if (ReferenceEquals(conversation, _latest))
                {
                    _latest = null;
                }

                conversation.SilenceAfter = _clock.Now - conversation.LastActive;
                conversation.ClockLeapt = _clock.Leaps != conversation.LeapsBefore;
                conversation.StopFollowing();
                ended(conversation);
            });
    }

    /// <summary>Connections met so far.</summary>
    public long Total { get; private set; }

    /// <summary>Connections that had to be let go because there were too many at a time.</summary>
    public long EvictedUnderPressure => _table.EvictedUnderPressure;

    /// <summary>What the followed beginnings of all connections hold back.</summary>
    internal StreamBudgets Budgets { get; } = new();

    /// <summary>Takes one segment.</summary>
    /// <param name="segment">Its header.</param>
    /// <param name="payload">Its captured payload; empty when only the header is known.</param>
    /// <param name="sourceMac">Hardware address of the sender, 0 when not known.</param>
    /// <returns>The connection it belongs to.</returns>
    public TcpConversation Observe(in TcpSegment segment, ReadOnlySpan<byte> payload, ulong sourceMac)
    {
        long now = _clock.Now;
        TcpConversation conversation = FindOrAdd(segment, now);
        bool isFromClient = segment.Source == conversation.Client;
        TcpDirection self = isFromClient ? conversation.FromClient : conversation.FromServer;
        TcpDirection other = isFromClient ? conversation.FromServer : conversation.FromClient;
        if (isFromClient && conversation.ClientMac == 0)
        {
            conversation.ClientMac = sourceMac;
        }

        if (segment.Has(TcpFlags.Syn))
        {
            self.SeeSyn(segment.Ttl);
        }

        long direction = (conversation.Stream << 1) | (isFromClient ? 1L : 0L);
        if (MayBeCopy(segment) && _recent.IsCopy(segment.Digest(), direction, segment.Identification != 0, segment.Time))
        {
            self.Duplicates++;
        }
        else if (segment.Has(TcpFlags.Rst))
        {
            ObserveReset(self, other, segment);
        }
        else
        {
            ObserveSegment(self, other, segment, now);
            if (!payload.IsEmpty)
            {
                Follow(conversation, isFromClient ? Side.Client : Side.Server, self, segment, payload);
            }
        }

        Count(conversation, self, segment, payload.Length);
        _table.Touch(conversation, now);
        if (conversation.Queue == LiveQueue && IsClosed(conversation))
        {
            conversation.StopFollowingWhatIsComplete();
            _table.MoveTo(conversation, ClosedQueue);
        }

        return conversation;
    }

    /// <summary>The live connection between two endpoints, to attach an ICMP error to.</summary>
    public TcpConversation? Find(IpEndpoint one, IpEndpoint other) =>
        _table.TryGet(new FlowKey(one, other), out TcpConversation? conversation) ? conversation : null;

    /// <summary>Lets silent connections go.</summary>
    public void Sweep() => _table.Sweep(_clock.Now);

    /// <summary>The capture has ended.</summary>
    public void EndAll() => _table.EndAll();

    /// <summary>
    /// Somebody printed each frame on purpose; and a SYN-ACK without identification is repeated at once when the timer and the
    /// client's own repetition meet.
    /// </summary>
    private static bool MayBeCopy(in TcpSegment segment) =>
        !segment.IsPrinted && (segment.Identification != 0 || !segment.Has(TcpFlags.Syn) || !segment.Has(TcpFlags.Ack));

    private static bool IsClosed(TcpConversation conversation) =>
        conversation.FromClient.Reset is not null || conversation.FromServer.Reset is not null
        || (conversation.FromClient.FinFrame != 0 && conversation.FromServer.FinFrame != 0);

    private TcpConversation FindOrAdd(in TcpSegment segment, long now)
    {
        if (_latest is { } latest && !segment.Has(TcpFlags.Syn)
            && ((segment.Source == latest.Client && segment.Destination == latest.Server)
                || (segment.Source == latest.Server && segment.Destination == latest.Client)))
        {
            return latest;
        }

        FlowKey key = new(segment.Source, segment.Destination);
        if (_table.TryGet(key, out TcpConversation? conversation))
        {
            if (!IsNewOpening(conversation, segment))
            {
                return _latest = conversation;
            }

            _table.End(conversation);
        }

        bool fromClient = SentByClient(segment);
        conversation = new TcpConversation(
            Total++,
            fromClient ? segment.Source : segment.Destination,
            fromClient ? segment.Destination : segment.Source)
        {
            FirstFrame = segment.Frame,
            FirstTime = segment.Time,
            LeapsBefore = _clock.Leaps,
        };
        _table.Add(conversation, now);
        return _latest = conversation;
    }

    /// <summary>
    /// A SYN with another sequence number on the same ports opens a new connection, but for one that comes behind its answer:
    /// capture queues of several processors swap packets.
    /// </summary>
    private static bool IsNewOpening(TcpConversation conversation, in TcpSegment segment)
    {
        if (!segment.Has(TcpFlags.Syn) || segment.Has(TcpFlags.Ack))
        {
            return false;
        }

        bool isFromClient = segment.Source == conversation.Client;
        TcpDirection self = isFromClient ? conversation.FromClient : conversation.FromServer;
        TcpDirection other = isFromClient ? conversation.FromServer : conversation.FromClient;
        return self.SynFrame == 0
            ? !isFromClient || other.SynFrame == 0 || other.HighestAcknowledgment - 1 != segment.Sequence
            : self.FirstSequence != segment.Sequence;
    }

    private static bool SentByClient(in TcpSegment segment)
    {
        if (segment.Has(TcpFlags.Syn))
        {
            return !segment.Has(TcpFlags.Ack);
        }

        if (segment.Source.Port >= FirstEphemeralPort != segment.Destination.Port >= FirstEphemeralPort)
        {
            return segment.Source.Port >= FirstEphemeralPort;
        }

        return segment.Source.Port >= segment.Destination.Port;
    }

    /// <summary>Counts every packet as it stands in the capture, copies too.</summary>
    private static void Count(TcpConversation conversation, TcpDirection self, in TcpSegment segment, int captured)
    {
        self.Packets++;
        if (segment.PayloadLength > 0 && !segment.Has(TcpFlags.Rst))
        {
            self.PayloadPackets++;
            self.PayloadOctets += segment.PayloadLength;
        }

        self.LastFrame = segment.Frame;
        self.LastTime = segment.Time;
        conversation.LastFrame = segment.Frame;
        conversation.LastTime = segment.Time;
        if (!segment.IsPrinted && captured < segment.PayloadLength)
        {
            conversation.CutPackets++;
        }
    }

    private static void ObserveReset(TcpDirection self, TcpDirection other, in TcpSegment segment)
    {
        if (self.FirstFrame == 0)
        {
            self.FirstFrame = segment.Frame;
        }

        if (self.Reset is not null)
        {
            return;
        }

        bool acknowledges = segment.Has(TcpFlags.Ack);
        self.Reset = new TcpReset(
            segment.Frame,
            segment.Time,
            segment.Sequence,
            acknowledges ? segment.Acknowledgment : null,
            segment.Ttl,
            segment.Identification,
            acknowledges && other.HasSequence && (int)(segment.Acknowledgment - other.NextSequence) >= 0)
        {
            IsOutsideWindow = self.HasSequence && (int)(segment.Sequence - self.NextSequence) > 0,
        };
    }

    private static void ObserveSegment(TcpDirection self, TcpDirection other, in TcpSegment segment, long now)
    {
        if (self.FirstFrame == 0)
        {
            self.FirstFrame = segment.Frame;
            self.Ttl = segment.Ttl;
        }
        else if (segment.Ttl != self.Ttl)
        {
            self.TtlVaries = true;
        }

        if (segment.Has(TcpFlags.Syn))
        {
            ObserveSyn(self, segment);
        }

        TcpSequencing.Observe(self, other, segment);
        TcpSequencing.Acknowledge(self, other, segment);
        if (segment.PayloadLength > 0)
        {
            ObservePayload(self, other, segment);
        }

        if (self.Reset is { } reset && (int)(segment.Sequence - reset.Sequence) >= 0 && self.PacketsAfterReset++ == 0)
        {
            self.FirstFrameAfterReset = segment.Frame;
        }

        if (segment.Has(TcpFlags.Fin) && self.FinFrame == 0)
        {
            self.FinFrame = segment.Frame;
            self.FinTime = segment.Time;
        }

        ObserveWindow(self, segment, now);
        ObserveIdentification(self, segment.Identification);
    }

    /// <summary>Zero is what systems write who do not number a packet; it is no step.</summary>
    private static void ObserveIdentification(TcpDirection self, uint identification)
    {
        if (identification != 0 && self.LastIdentification != 0)
        {
            bool isNear = TcpReset.IdentificationDistance(self.LastIdentification, identification) <= TcpReset.NearIdentification;
            self.IdentificationSteps += isNear ? 1 : 0;
            self.IdentificationJumps += isNear ? 0 : 1;
        }

        self.LastIdentification = identification;
    }

    private static void ObserveSyn(TcpDirection self, in TcpSegment segment)
    {
        if (self.Syns++ == 0)
        {
            self.SynFrame = segment.Frame;
            self.SynTime = segment.Time;
            self.FirstSequence = segment.Sequence;
            self.MaximumSegmentSize = segment.MaximumSegmentSize;
            self.WindowScale = segment.WindowScale;
        }

        self.LastSynFrame = segment.Frame;
        self.LastSynTime = segment.Time;
    }

    private static void ObservePayload(TcpDirection self, TcpDirection other, in TcpSegment segment)
    {
        if (other.LastPayloadFrame > self.LastPayloadFrame || self.TurnFrame == 0)
        {
            self.BeforeTurnFrame = self.LastPayloadFrame;
            self.TurnFrame = segment.Frame;
            self.TurnOctets = 0;
        }

        self.TurnOctets += segment.PayloadLength;
        self.LargestPayload = Math.Max(self.LargestPayload, segment.PayloadLength);
        self.SeePayload(segment.Frame, segment.Time);
    }

    private static void ObserveWindow(TcpDirection self, in TcpSegment segment, long now)
    {
        if (segment.Window != 0 || segment.Has(TcpFlags.Syn))
        {
            self.ZeroWindowFrame = 0;
            return;
        }

        self.ZeroWindows++;
        if (self.ZeroWindowFrame == 0)
        {
            self.ZeroWindowFrame = segment.Frame;
            self.ZeroWindowTime = segment.Time;
            self.ZeroWindowSince = now;
        }
    }

    /// <summary>
    /// The beginning of a direction is followed only when it is known to be the beginning: its SYN was captured, or the
    /// capture has shown no payload before and the octets look like the start of something.
    /// </summary>
    private void Follow(
        TcpConversation conversation, Side side, TcpDirection self, in TcpSegment segment, ReadOnlySpan<byte> payload)
    {
        DirectionFollower? follower = side == Side.Client ? conversation.ClientStream : conversation.ServerStream;
        if (follower is null)
        {
            uint start = self.SynFrame != 0 ? self.FirstSequence + 1 : segment.Sequence;
            follower = new DirectionFollower(conversation, side, start, _certificates, Budgets);
            if (side == Side.Client)
            {
                conversation.ClientStream = follower;
            }
            else
            {
                conversation.ServerStream = follower;
            }
        }

        if (!follower.IsClosed)
        {
            follower.Take(segment.Sequence, payload, payload.Length < segment.PayloadLength, segment.Frame, segment.Time);
        }
    }
}
