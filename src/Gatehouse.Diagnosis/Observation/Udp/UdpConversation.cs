using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Tls;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Udp;

/// <summary>
/// What one client socket and one server address say to each other over UDP. The server may answer from another port than
/// it was asked on, as policy servers behind a relay do.
/// </summary>
public sealed class UdpConversation : Flow<UdpConversation>
{
    /// <summary>Requests remembered at a time.</summary>
    public const int MostRequests = 16;

    /// <summary>Incomplete datagrams and ICMP errors kept.</summary>
    public const int MostProblems = 32;

    private readonly List<UdpRequest> _requests = new(capacity: 1);
    private List<FragmentedDatagram>? _incomplete;
    private List<IcmpError>? _icmpErrors;
    private long _openFragmentFrame;

    internal UdpConversation(long stream, IpEndpoint client, IpEndpoint server)
    {
        Stream = stream;
        Client = client;
        Server = server;
    }

    /// <summary>Number of the conversation in its source, from 0 in order of the first datagram.</summary>
    public long Stream { get; }

    /// <summary>The side that spoke first.</summary>
    public IpEndpoint Client { get; }

    /// <summary>The other side, with the port it was first asked on.</summary>
    public IpEndpoint Server { get; }

    /// <summary>Another port of the server from which it answered; 0 when it answered from the port it was asked on.</summary>
    public ushort ReplyPort { get; internal set; }

    /// <summary>What the client sent.</summary>
    public UdpDirection FromClient { get; } = new();

    /// <summary>What the server sent.</summary>
    public UdpDirection FromServer { get; } = new();

    /// <summary>First datagram or fragment.</summary>
    public long FirstFrame { get; internal init; }

    /// <summary>Its time.</summary>
    public Timestamp FirstTime { get; internal init; } = Timestamp.None;

    /// <summary>Time of the last datagram.</summary>
    public Timestamp LastTime { get; internal set; } = Timestamp.None;

    /// <summary>Nanoseconds of packet time for which the capture went on after the last datagram.</summary>
    public long SilenceAfter { get; internal set; }

    /// <summary>Datagrams whose payload the capture does not hold whole (snap length).</summary>
    public long CutDatagrams { get; internal set; }

    /// <summary>Whether the capture's clock leapt while the conversation lasted: times and silence are not to be trusted.</summary>
    public bool ClockLeapt { get; internal set; }

    /// <summary>Hardware address of the client, low 48 bits; 0 when not known.</summary>
    public ulong ClientMac { get; internal set; }

    /// <summary>The latest requests, oldest first.</summary>
    public IReadOnlyList<UdpRequest> Requests => _requests;

    /// <summary>Datagrams of which not every fragment was captured.</summary>
    public IReadOnlyList<FragmentedDatagram> Incomplete => _incomplete ?? (IReadOnlyList<FragmentedDatagram>)[];

    /// <summary>Incomplete datagrams, also those beyond what is kept.</summary>
    public int IncompleteCount { get; private set; }

    /// <summary>
    /// The last first fragment of the client that the server answered before the client had sent anything else whole: the datagram
    /// arrived, even if this capture never shows the rest of it. 0 when there is none.
    /// </summary>
    public long AnsweredFragmentFrame { get; private set; }

    /// <summary>ICMP errors that quote a datagram of this conversation.</summary>
    public IReadOnlyList<IcmpError> IcmpErrors => _icmpErrors ?? (IReadOnlyList<IcmpError>)[];

    /// <summary>The security check inside; null when there is none.</summary>
    public EadConversation? Ead { get; internal set; }

    /// <summary>The RADIUS exchange inside; null when there is none.</summary>
    public RadiusConversation? Radius { get; internal set; }

    /// <summary>The DTLS handshake inside; null when there is none.</summary>
    public TlsConversation? Dtls { get; internal set; }

    /// <summary>Which side says ClientHello: as a rule <see cref="Side.Client"/>, but peers may have met over another protocol first.</summary>
    public Side DtlsClient { get; internal set; }

    /// <summary>How the DTLS handshake went: nothing ends a UDP conversation, so only alerts break it off.</summary>
    public TlsOutcome DtlsOutcome => Dtls?.Outcome(TcpEnding.None) ?? TlsOutcome.Incomplete;

    /// <summary>Leaps of the clock before the first datagram.</summary>
    internal int LeapsBefore { get; init; }

    /// <summary>Whether a request is open.</summary>
    internal bool AwaitsAnswer => _requests.Exists(request => request.AnswerFrame == 0);

    internal UdpKey Key => new(Client, Server.Address);

    /// <summary>What one side sent.</summary>
    public UdpDirection From(Side side) => side == Side.Client ? FromClient : FromServer;

    internal void Add(IcmpError error)
    {
        _icmpErrors ??= [];
        if (_icmpErrors.Count < MostProblems)
        {
            _icmpErrors.Add(error);
        }
    }

    internal void Add(FragmentedDatagram incomplete)
    {
        IncompleteCount++;
        _incomplete ??= [];
        if (_incomplete.Count < MostProblems)
        {
            _incomplete.Add(incomplete);
        }
    }

    /// <summary>The client began a datagram in pieces.</summary>
    internal void BeginFragments(long frame) => _openFragmentFrame = frame;

    /// <summary>A datagram was captured whole.</summary>
    internal void TakeWhole(Side side)
    {
        if (side == Side.Server && _openFragmentFrame != 0)
        {
            AnsweredFragmentFrame = _openFragmentFrame;
        }

        _openFragmentFrame = 0;
    }

    /// <summary>Notes a request, or that an earlier one was sent again.</summary>
    internal UdpRequest AddRequest(ulong digest, int payloadLength, long frame, Timestamp time)
    {
        UdpRequest? request = null;
        foreach (UdpRequest known in _requests)
        {
            if (known.Digest == digest && known.PayloadLength == payloadLength && !known.IsGivenUp)
            {
                request = known;
                break;
            }
        }

        if (request is null)
        {
            if (_requests.Count == MostRequests)
            {
                int oldest = _requests.FindIndex(known => known.AnswerFrame != 0);
                _requests.RemoveAt(Math.Max(0, oldest));
            }

            request = new UdpRequest(digest, payloadLength);
            _requests.Add(request);
        }

        foreach (UdpRequest other in _requests)
        {
            if (other != request)
            {
                other.GiveUp(time);
            }
        }

        request.Add(frame, time);
        return request;
    }

    /// <summary>
    /// The server said something: everything the client still waits for counts as answered; a request that was sent again keeps
    /// its place, so that an open one may stand anywhere. A reply to nothing of that is a late one to a request given up.
    /// </summary>
    internal void Answered(long frame)
    {
        bool isAwaited = false;
        foreach (UdpRequest request in _requests)
        {
            if (request is { AnswerFrame: 0, IsGivenUp: false })
            {
                request.AnswerFrame = frame;
                isAwaited = true;
            }
        }

        UdpRequest? late = isAwaited ? null : _requests.Find(request => request.IsGivenUp && request.MayStillBeAnswered(LastTime));
        late?.AnswerLate(frame);
    }
}
