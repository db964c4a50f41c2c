using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Wire;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Reads what the packets of one conversation carry at one vantage point.</summary>
/// <param name="frames">Frame numbers of all its packets there: what a segment holds depends on those before it.</param>
/// <param name="client">Address of the client there.</param>
/// <param name="server">Address of the server there.</param>
internal sealed class FrameContents(IReadOnlySet<long> frames, IpAddress client, IpAddress server)
{
    private readonly Dictionary<long, FrameContent> _contents = [];
    private readonly Dictionary<IpAddress, SegmentWords> _directions = [];
    private readonly long _last = frames.Count == 0 ? 0 : frames.Max();

    /// <summary>What was read, by frame number.</summary>
    public IReadOnlyDictionary<long, FrameContent> All => _contents;

    /// <summary>Takes the next frame.</summary>
    /// <returns>Whether more are wanted.</returns>
    public bool Take(in Frame frame)
    {
        if (frames.Contains(frame.Number)
            && PacketDecoder.Decode(frame.Link, frame.Data, frame.OriginalLength, out Packet packet) == DecodeOutcome.Ip)
        {
            bool isFromEnd = packet.Source == client || packet.Source == server;
            (string? words, LadderMark mark) = Say(packet);
            _contents[frame.Number] = new FrameContent(words, mark, OctetDigest.Of(packet.Payload), isFromEnd);
        }

        return frame.Number < _last;
    }

    private (string? Words, LadderMark Mark) Say(in Packet packet)
    {
        if (packet.IsFragment)
        {
            return default;
        }

        switch (packet.Protocol)
        {
            case IpProtocol.Tcp when TcpHeader.Read(packet.Payload, out TcpHeader header, out _) == OperationStatus.Done:
                if (!_directions.TryGetValue(packet.Source, out SegmentWords? words))
                {
                    _directions[packet.Source] = words = new SegmentWords();
                }

                return words.Take(header, packet.PayloadLength - header.Length);
            case IpProtocol.Udp when UdpHeader.Read(packet.Payload, out UdpHeader header, out _) == OperationStatus.Done:
                return (DatagramWords.Of(header.Payload, header.SourcePort, header.DestinationPort), LadderMark.None);
            case IpProtocol.Icmp or IpProtocol.IcmpV6
                when IcmpMessage.Read(packet.Payload, packet.Protocol, out IcmpMessage message, out _) == OperationStatus.Done:
                return ($"ICMP {IcmpNames.Of(message.IsIpv6, message.Type, message.Code)}{(message.IsError ? $" from {packet.Source}" : string.Empty)}",
                    message.IsError ? LadderMark.Error : LadderMark.None);
            default:
                return default;
        }
    }
}
