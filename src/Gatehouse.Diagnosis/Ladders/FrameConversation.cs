using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Wire;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Udp;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>The conversation of one frame: a finding about a name or about traffic that is missing names none itself, but its proof belongs to one.</summary>
internal static class FrameConversation
{
    /// <summary>Names it, the frame's sender as the client; null when the frame has no ports.</summary>
    public static ConversationName? Of(in Frame frame)
    {
        if (PacketDecoder.Decode(frame.Link, frame.Data, frame.OriginalLength, out Packet packet) != DecodeOutcome.Ip || packet.IsFragment)
        {
            return null;
        }

        if (packet.Protocol == IpProtocol.Udp && UdpHeader.Read(packet.Payload, out UdpHeader udp, out _) == OperationStatus.Done)
        {
            return Name("udp", packet, udp.SourcePort, udp.DestinationPort);
        }

        return packet.Protocol == IpProtocol.Tcp && TcpHeader.Read(packet.Payload, out TcpHeader tcp, out _) == OperationStatus.Done
            ? Name("tcp", packet, tcp.SourcePort, tcp.DestinationPort)
            : null;
    }

    private static ConversationName Name(string protocol, in Packet packet, ushort source, ushort destination) =>
        new(protocol, new IpEndpoint(packet.Source, source).ToString(), new IpEndpoint(packet.Destination, destination).ToString());
}
