using System.Globalization;
using System.Text;
using Gatehouse.Contracts.Checks;
using Gatehouse.Posture.Policies;
using Gatehouse.Posture.Verdicts;
using Gatehouse.Protocol.Client;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Cli.Commands.Storms;

/// <content>What endpoints do, and what they make of the answers.</content>
internal sealed partial class StormWorker
{
    private static readonly TimeSpan HeartbeatPatience = TimeSpan.FromSeconds(30);

    private readonly Random _random;
    private readonly Dictionary<(StormProfile Profile, int Octets, int Hash), VerdictKind> _expectations = [];
    private StormPhase _phase;
    private TimeSpan _phaseStart;
    private TimeSpan[] _moments = [];
    private readonly Queue<SimulatedEndpoint> _again = new();
    private long _started;
    private long _starts;
    private bool _takesTurns;
    private int _underWay;
    private TimeSpan _until;

    private bool IsOver => _started == _starts && _underWay == 0 && _again.Count == 0;

    private void Begin(StormPhase phase)
    {
        Latencies = new LatencyLog();
        _phase = phase;
        _phaseStart = Now;
        _started = 0;
        _until = phase == StormPhase.Heartbeats && _options.HeartbeatTime > TimeSpan.Zero ? _phaseStart + _options.HeartbeatTime : TimeSpan.MaxValue;
        int each = phase == StormPhase.Checks ? _options.Checks : _until < TimeSpan.MaxValue ? int.MaxValue : _options.Heartbeats;
        _takesTurns = _options.Arrival.Kind == ArrivalKind.Steady && _until == TimeSpan.MaxValue;
        _starts = _takesTurns ? (long)_endpoints.Count * each : _endpoints.Count;
        _moments = _takesTurns ? [] : phase == StormPhase.Checks ? _options.Arrival.Moments(_endpoints.Count, _random) : new TimeSpan[_endpoints.Count];
        foreach (SimulatedEndpoint endpoint in _endpoints)
        {
            endpoint.Left = each;
        }
    }

    // Who waits counts from when it was due, so that a slow server is not asked less.
    private bool StartDue()
    {
        bool any = false;
        TimeSpan now = Now;
        while (HasRoom && _again.TryDequeue(out SimulatedEndpoint? endpoint))
        {
            any = true;
            Start(endpoint, endpoint.Overdue.TryDequeue(out TimeSpan due) ? due : now);
        }

        while (HasRoom && _started < _starts && Due(_started) is var due && due <= now)
        {
            SimulatedEndpoint endpoint = _endpoints[(int)(_started % _endpoints.Count)];
            any = true;
            _started++;
            if (endpoint.IsBusy || endpoint.Overdue.Count > 0)
            {
                // Its turn came again before it was done; the others are not to wait for it.
                endpoint.Overdue.Enqueue(due);
            }
            else
            {
                Start(endpoint, _takesTurns ? due : now);
            }
        }

        return any;
    }

    private TimeSpan Due(long start) => _phaseStart + (_takesTurns ? _options.Arrival.Even(start, _starts) : _moments[start]);

    private bool HasRoom => _options.InFlight == 0 || _underWay < _options.InFlight;

    private void Start(SimulatedEndpoint endpoint, TimeSpan began)
    {
        TimeSpan now = Now;
        if (endpoint.Left == 0 || now >= _until)
        {
            return;
        }

        endpoint.Left--;
        endpoint.IsBusy = true;
        endpoint.BeganAt = began;
        _underWay++;
        if (_phase == StormPhase.Heartbeats)
        {
            endpoint.Node.SendHeartbeat(now, default, now + HeartbeatPatience);
        }
        else
        {
            endpoint.Exchange = Guid.NewGuid();
            EadDocument request = new CheckRequest("storm", endpoint.HardwareAddress, Sequence(endpoint), HeldPolicyVersion: null, "storm").Write();
            endpoint.Node.StartCheck(now, endpoint.Exchange, Encoding.UTF8.GetBytes(request.CanonicalXml()), now + _options.Patience);
        }

        Serve(endpoint);
    }

    private void On(SimulatedEndpoint endpoint, in NodeEvent heard)
    {
        switch (heard.Kind)
        {
            case NodeEventKind.Sent when heard.Tries > 1:
                _tally.Retransmit();
                break;
            case NodeEventKind.PolicyReceived when heard.Id == endpoint.Exchange:
                endpoint.Expected = Expect(endpoint.Profile, heard.Body.Span);
                endpoint.Node.SendReport(Now, heard.Id, endpoint.Profile.Report(endpoint.HardwareAddress, Sequence(endpoint)), endpoint.BeganAt + _options.Patience);
                break;
            case NodeEventKind.VerdictReceived when heard.Id == endpoint.Exchange:
                endpoint.Acknowledged.Add(heard.Id);
                _tally.Check(IsRight(endpoint, heard.Body.Span));
                End(endpoint);
                break;
            case NodeEventKind.HeartbeatAnswered when _phase == StormPhase.Heartbeats:
                _tally.Heartbeat();
                End(endpoint);
                break;
            case NodeEventKind.GaveUp when endpoint.IsBusy:
                _tally.Lose();
                endpoint.Left = 0;
                endpoint.Overdue.Clear();
                End(endpoint);
                break;
            case NodeEventKind.ComeBackAsked:
                _tally.ComeBack();
                break;
            case NodeEventKind.SessionEnded:
                _signIn(endpoint);
                break;
            default:
                break;
        }
    }

    private void End(SimulatedEndpoint endpoint)
    {
        endpoint.IsBusy = false;
        _underWay--;
        Latencies.Add(Now - endpoint.BeganAt);
        if (endpoint.Overdue.Count > 0 || (endpoint.Left > 0 && !_takesTurns))
        {
            _again.Enqueue(endpoint);
        }
    }

    private static string Sequence(SimulatedEndpoint endpoint) => endpoint.Exchange.ToString("N", CultureInfo.InvariantCulture)[..8];

    // The policy is the same for thousands of endpoints; only its first sight is read.
    private VerdictKind Expect(StormProfile profile, ReadOnlySpan<byte> body)
    {
        HashCode hash = default;
        hash.AddBytes(body);
        (StormProfile, int, int) key = (profile, body.Length, hash.ToHashCode());
        if (!_expectations.TryGetValue(key, out VerdictKind expected))
        {
            EadDocument.Read(Encoding.UTF8.GetString(body), out EadDocument document, out _);
            Policy policy = PolicyDocuments.Read(document);
            _expectations.Add(key, expected = profile.Expected(policy));
        }

        return expected;
    }

    // The verdict, and that it is for this check of this endpoint.
    private static bool IsRight(SimulatedEndpoint endpoint, ReadOnlySpan<byte> body)
    {
        EadDocument.Read(Encoding.UTF8.GetString(body), out EadDocument document, out _);
        return VerdictDocuments.Read(document)?.Kind == endpoint.Expected
            && CheckEnvelope.Read(document).EventSequenceId == Sequence(endpoint);
    }
}
