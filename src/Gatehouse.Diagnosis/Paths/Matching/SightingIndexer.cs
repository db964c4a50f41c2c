using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Wire;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Paths.Matching;

/// <summary>Fills the index of one vantage point from a second reading of its capture.</summary>
/// <param name="index">The index.</param>
/// <param name="interest">Which packets are taken.</param>
/// <param name="digest">How packets are digested, the same for all vantage points.</param>
internal sealed class SightingIndexer(SightingIndex index, Interest interest, PacketDigest digest)
{
    private const byte EchoReply = 0;
    private const byte EchoRequest = 8;
    private const byte EchoRequestV6 = 128;
    private const byte EchoReplyV6 = 129;

    /// <summary>Takes the next frame.</summary>
    public void Observe(in Frame frame)
    {
        if (!frame.Time.IsKnown || frame.Number > uint.MaxValue)
        {
            return;
        }

        if (PacketDecoder.Decode(frame.Link, frame.Data, frame.OriginalLength, out Packet packet) != DecodeOutcome.Ip)
        {
            index.ShowsPortless |= packet.EtherType != 0;
            return;
        }

        index.See(frame.Time.Nanoseconds, packet.Source, packet.Ttl);
        if (packet.IsFragment)
        {
            Fragment(packet, frame);
            return;
        }

        switch (packet.Protocol)
        {
            case IpProtocol.Tcp:
                Tcp(packet, frame);
                break;
            case IpProtocol.Udp:
                Udp(packet, frame);
                break;
            case IpProtocol.Icmp:
            case IpProtocol.IcmpV6:
                index.ShowsPortless = true;
                Icmp(packet, frame);
                break;
            default:
                index.ShowsPortless = true;
                break;
        }
    }

    private void Tcp(in Packet packet, in Frame frame)
    {
        if (TcpHeader.Read(packet.Payload, out TcpHeader header, out _) != OperationStatus.Done)
        {
            index.IsTooShort |= packet.IsCut;
            return;
        }

        int length = packet.PayloadLength - header.Length;
        TcpFlags syn = header.Flags & (TcpFlags.Syn | TcpFlags.Ack);
        ulong key = digest.OfTcp(header, length);
        bool isHello = TlsHello.TryDigest(header.Payload, out ulong random);
        if (!interest.Takes(packet, key, syn == TcpFlags.Syn || isHello))
        {
            return;
        }

        int flow = index.Directory.Tcp(
            new IpEndpoint(packet.Source, header.SourcePort),
            new IpEndpoint(packet.Destination, header.DestinationPort),
            syn == TcpFlags.Syn ? header.SequenceNumber : null,
            syn == (TcpFlags.Syn | TcpFlags.Ack),
            out bool isFromClient);
        Add(packet, frame, SightingKind.Tcp, key, flow, isFromClient, length, header.SequenceNumber, header.AcknowledgmentNumber, header.Flags);
        if (isHello && flow >= 0)
        {
            index.Add(flow, new TlsHello(random, frame.Time.Nanoseconds, (uint)frame.Number));
        }
    }

    private void Udp(in Packet packet, in Frame frame)
    {
        if (UdpHeader.Read(packet.Payload, out UdpHeader header, out _) != OperationStatus.Done)
        {
            index.IsTooShort |= packet.IsCut;
            return;
        }

        int length = packet.PayloadLength - UdpHeader.HeaderLength;
        index.IsTooShort |= packet.IsCut && digest.IsShort(header.Payload.Length, length);
        ulong key = digest.OfUdp(header.Payload, length);
        if (interest.Takes(packet, key, opens: false))
        {
            int flow = index.Directory.Udp(
                new IpEndpoint(packet.Source, header.SourcePort),
                new IpEndpoint(packet.Destination, header.DestinationPort),
                out bool isFromClient);
            Add(packet, frame, SightingKind.Udp, key, flow, isFromClient, length);
        }
    }

    private void Fragment(in Packet packet, in Frame frame)
    {
        ulong key = digest.OfFragment(packet);
        index.IsTooShort |= packet.IsCut && digest.IsShort(
            packet.Payload.Length - PacketDigest.TransportHeader(packet), packet.PayloadLength - PacketDigest.TransportHeader(packet));
        if (!interest.Takes(packet, key, opens: false))
        {
            return;
        }

        FragmentKey datagram = new(packet.Source, packet.Destination, packet.Protocol, packet.Identification);
        bool isFromClient;
        int flow;
        if (packet.FragmentOffset == 0)
        {
            flow = FirstFragment(packet, out isFromClient);
            index.Directory.Remember(datagram, flow, isFromClient);
        }
        else if (!index.Directory.TryRecall(datagram, out flow, out isFromClient))
        {
            flow = Hosts(packet, out isFromClient);
        }

        Add(packet, frame, SightingKind.Fragment, key, flow, isFromClient, packet.PayloadLength, (uint)packet.FragmentOffset);
    }

    private int FirstFragment(in Packet packet, out bool isFromClient)
    {
        if (packet.Protocol == IpProtocol.Udp
            && TransportPorts.TryRead(packet.Payload, out ushort source, out ushort destination))
        {
            return index.Directory.Udp(
                new IpEndpoint(packet.Source, source), new IpEndpoint(packet.Destination, destination), out isFromClient);
        }

        return Hosts(packet, out isFromClient);
    }

    private void Icmp(in Packet packet, in Frame frame)
    {
        if (IcmpMessage.Read(packet.Payload, packet.Protocol, out IcmpMessage message, out _) != OperationStatus.Done)
        {
            return;
        }

        if (message.TryReadQuoted(out QuotedPacket quoted))
        {
            ulong error = PacketDigest.OfError(message, quoted);
            if (interest.Takes(packet, error, opens: false))
            {
                int flow = Quoted(quoted, out bool isFromClient);
                Add(packet, frame, SightingKind.IcmpError, error, flow, !isFromClient, packet.PayloadLength);
            }

            return;
        }

        if (message.Type == (message.IsIpv6 ? EchoRequestV6 : EchoRequest) || message.Type == (message.IsIpv6 ? EchoReplyV6 : EchoReply))
        {
            ulong key = digest.OfEcho(message, packet.PayloadLength);
            if (interest.Takes(packet, key, opens: false))
            {
                bool asks = message.Type is EchoRequest or EchoRequestV6;
                int flow = index.Directory.Hosts(asks ? packet.Source : packet.Destination, asks ? packet.Destination : packet.Source);
                Add(packet, frame, SightingKind.Echo, key, flow, IsClient(flow, packet.Source), packet.PayloadLength);
            }
        }
    }

    private int Quoted(in QuotedPacket quoted, out bool isFromClient)
    {
        switch (quoted.Protocol)
        {
            case IpProtocol.Tcp when quoted.HasPorts:
                return index.Directory.Tcp(quoted.SourceEndpoint, quoted.DestinationEndpoint, null, isAnswer: false, out isFromClient);
            case IpProtocol.Udp when quoted.HasPorts:
                return index.Directory.Udp(quoted.SourceEndpoint, quoted.DestinationEndpoint, out isFromClient);
            default:
                int flow = index.Directory.Hosts(quoted.Source, quoted.Destination);
                isFromClient = IsClient(flow, quoted.Source);
                return flow;
        }
    }

    private int Hosts(in Packet packet, out bool isFromClient)
    {
        int flow = index.Directory.Hosts(packet.Source, packet.Destination);
        isFromClient = IsClient(flow, packet.Source);
        return flow;
    }

    private bool IsClient(int flow, IpAddress address) => flow >= 0 && index.Flows[flow].Client.Address == address;

    private void Add(
        in Packet packet,
        in Frame frame,
        SightingKind kind,
        ulong key,
        int flow,
        bool isFromClient,
        int length,
        uint sequence = 0,
        uint acknowledgment = 0,
        TcpFlags flags = TcpFlags.None)
    {
        if (flow < 0)
        {
            return;
        }

        index.Add(new Sighting
        {
            Key = key,
            Time = frame.Time.Nanoseconds,
            Frame = (uint)frame.Number,
            Flow = flow,
            Sequence = sequence,
            Acknowledgment = acknowledgment,
            Length = length,
            Identification = packet.Identification,
            Ttl = packet.Ttl,
            Kind = kind,
            Flags = flags,
            IsFromClient = isFromClient,
            DontFragment = packet.DontFragment,
        });
    }
}
