using Gatehouse.Capture;

namespace Gatehouse.Diagnosis.Observation.Tcp;

/// <summary>What one side of a TCP connection sent. Frame numbers are 0 where nothing of the kind was seen.</summary>
public sealed class TcpDirection
{
    internal const int MostHoles = 8;

    private List<SequenceHole>? _holes;
    private int _fall;
    private byte _lastSynTtl;

    /// <summary>Packets, all kinds, copies included.</summary>
    public long Packets { get; internal set; }

    /// <summary>Packets with payload, retransmissions and copies included.</summary>
    public long PayloadPackets { get; internal set; }

    /// <summary>Octets of payload, retransmissions and copies included.</summary>
    public long PayloadOctets { get; internal set; }

    /// <summary>First packet.</summary>
    public long FirstFrame { get; internal set; }

    /// <summary>Last packet.</summary>
    public long LastFrame { get; internal set; }

    /// <summary>Time of the last packet.</summary>
    public Timestamp LastTime { get; internal set; } = Timestamp.None;

    /// <summary>Time to live of the first packet; 0 when not known.</summary>
    public byte Ttl { get; internal set; }

    /// <summary>Whether packets other than RSTs came with different times to live, as on changing routes.</summary>
    public bool TtlVaries { get; internal set; }

    /// <summary>IP identification of the last packet that was no RST.</summary>
    public uint LastIdentification { get; internal set; }

    /// <summary>
    /// Whether its IP identifications were seen to count upwards in small steps: then one far off belongs to another sender.
    /// </summary>
    public bool CountsIdentifications => IdentificationSteps > 1 && IdentificationJumps == 0;

    /// <summary>The latest octets that were acknowledged unseen.</summary>
    private uint UnseenStart { get; set; }

    private uint UnseenEnd { get; set; }

    internal int IdentificationSteps { get; set; }

    internal int IdentificationJumps { get; set; }

    /// <summary>SYNs (with or without ACK), retransmissions included, copies not.</summary>
    public int Syns { get; internal set; }

    /// <summary>First SYN.</summary>
    public long SynFrame { get; internal set; }

    /// <summary>Time of the first SYN.</summary>
    public Timestamp SynTime { get; internal set; } = Timestamp.None;

    /// <summary>Last SYN.</summary>
    public long LastSynFrame { get; internal set; }

    /// <summary>Time of the last SYN.</summary>
    public Timestamp LastSynTime { get; internal set; } = Timestamp.None;

    /// <summary>How often a SYN was captured in a row with a smaller time to live each time, the longest such row: routers send it in a circle.</summary>
    public int SynsInCircle { get; private set; }

    /// <summary>Smallest time to live of a SYN; 0 when not known.</summary>
    public byte LowestSynTtl { get; private set; }

    /// <summary>MSS option of the SYN in octets; 0 when absent.</summary>
    public ushort MaximumSegmentSize { get; internal set; }

    /// <summary>Window scale option of the SYN in bits; null when absent or not known.</summary>
    public byte? WindowScale { get; internal set; }

    /// <summary>Sequence number of the first SYN, or of the first packet.</summary>
    public uint FirstSequence { get; internal set; }

    /// <summary>Whether any sequence number is known.</summary>
    public bool HasSequence { get; internal set; }

    /// <summary>The sequence number behind everything sent so far.</summary>
    public uint NextSequence { get; internal set; }

    /// <summary>Highest acknowledgment this side gave.</summary>
    public uint HighestAcknowledgment { get; internal set; }

    /// <summary>Whether this side acknowledged anything.</summary>
    public bool HasAcknowledged { get; internal set; }

    /// <summary>First packet with payload.</summary>
    public long FirstPayloadFrame { get; internal set; }

    /// <summary>Time of the first packet with payload.</summary>
    public Timestamp FirstPayloadTime { get; internal set; } = Timestamp.None;

    /// <summary>Last packet with payload.</summary>
    public long LastPayloadFrame { get; internal set; }

    /// <summary>Time of the last packet with payload.</summary>
    public Timestamp LastPayloadTime { get; internal set; } = Timestamp.None;

    /// <summary>First packet with payload since the other side last sent any: where this side's latest turn to speak began.</summary>
    public long TurnFrame { get; internal set; }

    /// <summary>Octets of payload in that turn, retransmissions included.</summary>
    public long TurnOctets { get; internal set; }

    /// <summary>Last packet with payload before that turn.</summary>
    public long BeforeTurnFrame { get; internal set; }

    /// <summary>Largest payload of one packet in octets; above the MSS on hosts that capture before segmentation offload.</summary>
    public int LargestPayload { get; internal set; }

    /// <summary>Largest payload of one packet that the other side acknowledged.</summary>
    public int LargestAcknowledgedPayload { get; internal set; }

    /// <summary>Packets with payload that was sent before; copies of the very same packet do not count.</summary>
    public int Retransmissions { get; internal set; }

    /// <summary>First retransmission.</summary>
    public long FirstRetransmissionFrame { get; internal set; }

    /// <summary>The sequence number that is being sent again and again without acknowledgment.</summary>
    public uint StuckSequence { get; internal set; }

    /// <summary>Largest payload sent at <see cref="StuckSequence"/>, octets.</summary>
    public int StuckPayload { get; internal set; }

    /// <summary>How often <see cref="StuckSequence"/> was sent again since it was last acknowledged beyond.</summary>
    public int StuckCount { get; internal set; }

    /// <summary>Time of the last payload before the first of those, <see cref="StuckSequence"/> or what was sent behind it: from then on it waits.</summary>
    public Timestamp StuckSince { get; internal set; } = Timestamp.None;

    /// <summary>First and last frame of those.</summary>
    public (long First, long Last) StuckFrames { get; internal set; }

    /// <summary>Whether the packets that were sent again forbid fragmentation.</summary>
    public bool StuckDontFragment { get; internal set; }

    /// <summary>Copies of the very same packet, captured twice (mirror ports, several interfaces). Nothing else is told from them.</summary>
    public int Duplicates { get; internal set; }

    /// <summary>Packets that arrived behind younger ones and filled a hole.</summary>
    public int OutOfOrder { get; internal set; }

    /// <summary>Octets that the other side acknowledged although the capture never showed them.</summary>
    public long AcknowledgedUnseen { get; internal set; }

    /// <summary>Holes that were never filled, at most eight.</summary>
    public IReadOnlyList<SequenceHole> Holes => _holes ?? (IReadOnlyList<SequenceHole>)[];

    /// <summary>First FIN.</summary>
    public long FinFrame { get; internal set; }

    /// <summary>Time of the first FIN.</summary>
    public Timestamp FinTime { get; internal set; } = Timestamp.None;

    /// <summary>First RST; null when none.</summary>
    public TcpReset? Reset { get; internal set; }

    /// <summary>
    /// Packets other than RSTs that this side sent after its own RST, which a real sender would not do: their numbers lie at
    /// or behind that of the RST. Octets from before it, which capture queues may swap behind it, are no such packets.
    /// </summary>
    public int PacketsAfterReset { get; internal set; }

    /// <summary>First of those.</summary>
    public long FirstFrameAfterReset { get; internal set; }

    /// <summary>Packets with a window of zero.</summary>
    public int ZeroWindows { get; internal set; }

    /// <summary>First packet of the present run of zero windows; 0 when the window is open.</summary>
    public long ZeroWindowFrame { get; internal set; }

    /// <summary>Time of that packet.</summary>
    public Timestamp ZeroWindowTime { get; internal set; } = Timestamp.None;

    /// <summary>Packet time of that packet.</summary>
    public long ZeroWindowSince { get; internal set; }

    /// <summary>Whether this side sent payload.</summary>
    public bool HasPayload => FirstPayloadFrame != 0;

    /// <summary>Octets this side sent without having them acknowledged, as far as the capture shows.</summary>
    /// <param name="other">The other direction.</param>
    public int Unacknowledged(TcpDirection other) =>
        HasSequence && other.HasAcknowledged ? Math.Max(0, (int)(NextSequence - other.HighestAcknowledgment)) : 0;

    /// <summary>
    /// Takes octets that had been acknowledged before they were captured: capture queues of several processors swap packets.
    /// </summary>
    /// <returns>Whether they were such, and so are no retransmission.</returns>
    internal bool TakeUnseen(uint start, uint end)
    {
        int length = (int)(end - start);
        if (AcknowledgedUnseen < length || (int)(start - UnseenStart) < 0 || (int)(UnseenEnd - end) < 0)
        {
            return false;
        }

        AcknowledgedUnseen -= length;
        UnseenStart = end;
        return true;
    }

    internal void AddUnseen(uint start, uint end)
    {
        AcknowledgedUnseen += end - start;
        UnseenStart = start;
        UnseenEnd = end;
    }

    /// <summary>Notes a SYN, copies too: a packet that goes in a circle looks like copies of one.</summary>
    internal void SeeSyn(byte ttl)
    {
        _fall = ttl < _lastSynTtl ? _fall + 1 : 1;
        _lastSynTtl = ttl;
        SynsInCircle = Math.Max(SynsInCircle, _fall);
        LowestSynTtl = LowestSynTtl == 0 ? ttl : Math.Min(LowestSynTtl, ttl);
    }

    /// <summary>Notes a packet with payload.</summary>
    internal void SeePayload(long frame, Timestamp time)
    {
        if (FirstPayloadFrame == 0)
        {
            FirstPayloadFrame = frame;
            FirstPayloadTime = time;
        }

        LastPayloadFrame = frame;
        LastPayloadTime = time;
    }

    internal void AddHole(SequenceHole hole)
    {
        _holes ??= [];
        if (_holes.Count < MostHoles)
        {
            _holes.Add(hole);
        }
    }

    /// <summary>Fills holes with what has just arrived.</summary>
    /// <returns>Whether any part of it was missing before.</returns>
    internal bool FillHoles(uint start, uint end)
    {
        if (_holes is null)
        {
            return false;
        }

        bool filled = false;
        for (int i = _holes.Count - 1; i >= 0; i--)
        {
            SequenceHole hole = _holes[i];
            if ((int)(end - hole.Start) <= 0 || (int)(hole.End - start) <= 0)
            {
                continue;
            }

            filled = true;
            _holes.RemoveAt(i);
            if ((int)(start - hole.Start) > 0)
            {
                _holes.Add(hole with { End = start });
            }

            if ((int)(hole.End - end) > 0 && _holes.Count < MostHoles)
            {
                _holes.Add(hole with { Start = end });
            }
        }

        return filled;
    }

    /// <summary>Drops holes that the other side acknowledged: it had the octets, only the capture did not.</summary>
    internal void ForgetHolesBelow(uint acknowledgment)
    {
        if (_holes is null)
        {
            return;
        }

        for (int i = _holes.Count - 1; i >= 0; i--)
        {
            if ((int)(acknowledgment - _holes[i].End) >= 0)
            {
                AcknowledgedUnseen += _holes[i].Length;
                _holes.RemoveAt(i);
            }
        }
    }
}
