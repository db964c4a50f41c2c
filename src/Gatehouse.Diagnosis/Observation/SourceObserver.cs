using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Capture.Text;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Flows;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>Turns the frames of one source into observations, in one pass and bounded memory.</summary>
internal sealed class SourceObserver
{
    /// <summary>Frames between two looks for silent conversations.</summary>
    private const int SweepEvery = 256;

    private readonly IObservationSink _sink;
    private readonly PacketClock _clock = new();
    private readonly TcpTracker _tcp;
    private readonly UdpTracker _udp;
    private readonly FragmentLedger _fragments;
    private readonly DnsTracker _dns;
    private readonly IcmpAttacher _icmp;
    private readonly TextFrameObserver _text;

    /// <summary>Starts observing.</summary>
    /// <param name="observations">The account of the source as a whole, to be filled.</param>
    /// <param name="sink">Told of everything that is complete.</param>
    public SourceObserver(SourceObservations observations, IObservationSink sink)
    {
        Observations = observations;
        _sink = sink;
        _tcp = new TcpTracker(_clock, sink.OnTcp);
        _udp = new UdpTracker(_clock, sink.OnUdp);
        _fragments = new FragmentLedger(_clock, OnFragmentsEnded);
        _dns = new DnsTracker(_clock, sink.OnDns);
        _icmp = new IcmpAttacher(_tcp, _udp, _fragments, sink);
        _text = new TextFrameObserver(_tcp, _udp, _fragments, _dns, _icmp);
    }

    /// <summary>The account of the source as a whole.</summary>
    public SourceObservations Observations { get; }

    /// <summary>Takes the next captured frame.</summary>
    public void Observe(in Frame frame)
    {
        Tick(frame.Time, frame.Interface);
        switch (PacketDecoder.Decode(frame.Link, frame.Data, frame.OriginalLength, out Packet packet))
        {
            case DecodeOutcome.Ip:
                Observations.IpFrames++;
                Observe(packet, frame.Number, frame.Time);
                break;
            case DecodeOutcome.NotIp:
                Observations.CountNotIp(packet.EtherType);
                break;
            case DecodeOutcome.Cut:
                Observations.CutPackets++;
                break;
            case DecodeOutcome.UnsupportedLink:
                Observations.UndecodedFrames++;
                break;
            default:
                Observations.MalformedFrames++;
                break;
        }
    }

    /// <summary>Takes the next printed frame.</summary>
    public void Observe(TextFrame frame)
    {
        Tick(frame.Time);
        Observations.IpFrames++;
        _text.Observe(frame);
    }

    /// <summary>The source has ended: everything still open is handed on.</summary>
    public void End()
    {
        _fragments.EndAll();
        _dns.EndAll();
        _tcp.EndAll();
        _udp.EndAll();
        Observations.ClockLeaps = _clock.Leaps;
        Observations.TcpConversations = _tcp.Total;
        Observations.UdpConversations = _udp.Total;
        Observations.FragmentedDatagrams = _fragments.Total;
        Observations.EvictedUnderPressure = _tcp.EvictedUnderPressure + _udp.EvictedUnderPressure + _fragments.EvictedUnderPressure;
    }

    private void Tick(Timestamp time, int networkInterface = 0)
    {
        Observations.See(time);
        _clock.Advance(time, networkInterface);
        if (++Observations.Frames % SweepEvery == 0)
        {
            _fragments.Sweep();
            _dns.Sweep();
            _tcp.Sweep();
            _udp.Sweep();
        }
    }

    private void Observe(in Packet packet, long frame, Timestamp time)
    {
        if (packet.IsCut)
        {
            Observations.CutPackets++;
        }

        if (packet.IsFragment)
        {
            ObserveFragment(packet, frame, time);
            return;
        }

        switch (packet.Protocol)
        {
            case IpProtocol.Tcp:
                ObserveTcp(packet, frame, time);
                break;
            case IpProtocol.Udp:
                ObserveUdp(packet, packet.Payload, packet.PayloadLength, frame, time, isFragmented: false);
                break;
            case IpProtocol.Icmp:
            case IpProtocol.IcmpV6:
                _icmp.Observe(packet, frame, time);
                break;
            default:
                break;
        }
    }

    private void ObserveFragment(in Packet packet, long frame, Timestamp time)
    {
        FragmentedDatagram? complete = _fragments.Observe(packet, frame, time);
        if (complete is { Protocol: IpProtocol.Udp, TotalOctets: { } total })
        {
            ReadOnlySpan<byte> octets = complete.Octets.AsSpan(0, complete.Octets is null ? 0 : total);
            ObserveUdp(packet, octets, total, frame, time, isFragmented: true, complete);
            _fragments.Release(complete);
        }
        else if (complete is null && packet is { FragmentOffset: 0, Protocol: IpProtocol.Udp } && TransportPorts.TryRead(packet.Payload, out ushort from, out ushort to))
        {
            IpEndpoint client = new(packet.Source, from);
            UdpConversation? known = _udp.Find(client, new IpEndpoint(packet.Destination, to));
            if (known?.Client == client)
            {
                known.BeginFragments(frame);
            }
        }
    }

    private void ObserveTcp(in Packet packet, long frame, Timestamp time)
    {
        if (TcpHeader.Read(packet.Payload, out TcpHeader header, out _) != OperationStatus.Done)
        {
            Observations.MalformedFrames += packet.IsCut ? 0 : 1;
            return;
        }

        TcpFlags flags = header.Flags;
        ushort mss = (flags & TcpFlags.Syn) != 0 ? TcpOptions.Read(header.Options).MaximumSegmentSize ?? 0 : (ushort)0;
        TcpSegment segment = new()
        {
            Frame = frame,
            Time = time,
            Source = new IpEndpoint(packet.Source, header.SourcePort),
            Destination = new IpEndpoint(packet.Destination, header.DestinationPort),
            Flags = flags,
            Sequence = header.SequenceNumber,
            Acknowledgment = header.AcknowledgmentNumber,
            Window = header.Window,
            PayloadLength = packet.PayloadLength - header.Length,
            Ttl = packet.Ttl,
            Identification = packet.Identification,
            DontFragment = packet.DontFragment,
            MaximumSegmentSize = mss,
            OptionsDigest = header.Options.IsEmpty ? 0 : OctetDigest.Of(header.Options),
            IpLength = packet.IpLength,
        };
        _tcp.Observe(segment, header.Payload, packet.SourceMac);
    }

    private void ObserveUdp(
        in Packet packet,
        ReadOnlySpan<byte> octets,
        int length,
        long frame,
        Timestamp time,
        bool isFragmented,
        FragmentedDatagram? fragments = null)
    {
        ushort sourcePort;
        ushort destinationPort;
        ReadOnlySpan<byte> payload = [];
        if (UdpHeader.Read(octets, out UdpHeader header, out _) == OperationStatus.Done)
        {
            sourcePort = header.SourcePort;
            destinationPort = header.DestinationPort;
            payload = header.Payload;
        }
        else if (fragments is { SourcePort: > 0 })
        {
            (sourcePort, destinationPort) = (fragments.SourcePort, fragments.DestinationPort);
        }
        else
        {
            Observations.MalformedFrames += packet.IsCut ? 0 : 1;
            return;
        }

        UdpDatagram datagram = new()
        {
            Frame = frame,
            Time = time,
            Source = new IpEndpoint(packet.Source, sourcePort),
            Destination = new IpEndpoint(packet.Destination, destinationPort),
            PayloadLength = length - UdpHeader.HeaderLength,
            Ttl = packet.Ttl,
            Identification = packet.Identification,
            IsFragmented = isFragmented,
            SourceMac = packet.SourceMac,
        };
        UdpConversation? conversation = _udp.Observe(datagram, payload, out Side side);
        if (conversation is null || payload.IsEmpty)
        {
            return;
        }

        if (sourcePort == DnsTracker.Port || destinationPort == DnsTracker.Port)
        {
            _dns.Observe(datagram, payload);
        }
        else
        {
            UdpContent.Observe(conversation, side, datagram, payload, _sink);
        }
    }

    private void OnFragmentsEnded(FragmentedDatagram datagram)
    {
        if (!datagram.IsComplete && datagram is { Protocol: IpProtocol.Udp, SourcePort: > 0 })
        {
            IpEndpoint source = new(datagram.Source, datagram.SourcePort);
            IpEndpoint destination = new(datagram.Destination, datagram.DestinationPort);
            _udp.FindOrAdd(source, destination, datagram.Pieces[0].Frame, datagram.FirstTime, out _).Add(datagram);
        }

        _sink.OnFragments(datagram);
    }
}
