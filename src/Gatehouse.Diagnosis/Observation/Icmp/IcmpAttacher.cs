using System.Buffers;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire;
using Gatehouse.Wire.Icmp;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Observation.Icmp;

/// <summary>Reads ICMP errors and hangs them on the conversation or the datagram they quote.</summary>
internal sealed class IcmpAttacher(TcpTracker tcp, UdpTracker udp, FragmentLedger fragments, IObservationSink sink)
{
    /// <summary>Takes an ICMP or ICMPv6 packet.</summary>
    public void Observe(in Packet packet, long frame, Timestamp time)
    {
        if (IcmpMessage.Read(packet.Payload, packet.Protocol, out IcmpMessage message, out _) != OperationStatus.Done
            || !message.IsError
            || !message.TryReadQuoted(out QuotedPacket quoted))
        {
            return;
        }

        IcmpError error = new()
        {
            Frame = frame,
            Time = time,
            From = packet.Source,
            IsVersion6 = message.IsIpv6,
            Type = message.Type,
            Code = message.Code,
            NextHopMtu = message.IsPacketTooBig ? (int)Math.Min(message.NextHopMtu, int.MaxValue) : 0,
            QuotedProtocol = quoted.Protocol,
            QuotedSource = quoted.SourceEndpoint,
            QuotedDestination = quoted.DestinationEndpoint,
            QuotedIdentification = quoted.Identification,
            QuotedLength = quoted.IpLength,
        };
        Observe(error);
    }

    /// <summary>Takes an error that is already read.</summary>
    public void Observe(IcmpError error) => sink.OnIcmp(error, Attach(error));

    private bool Attach(IcmpError error)
    {
        bool attached = false;
        if (error.IsReassemblyTimeout)
        {
            FragmentKey key = new(
                error.QuotedSource.Address, error.QuotedDestination.Address, error.QuotedProtocol, error.QuotedIdentification);
            if (fragments.Find(key) is { } datagram)
            {
                datagram.ReassemblyTimeout = error;
                attached = true;
            }
        }

        if (error.QuotedProtocol == IpProtocol.Tcp && tcp.Find(error.QuotedSource, error.QuotedDestination) is { } connection)
        {
            connection.Add(error);
            attached = true;
        }
        else if (error.QuotedProtocol == IpProtocol.Udp && udp.Find(error.QuotedSource, error.QuotedDestination) is { } conversation)
        {
            conversation.Add(error);
            attached = true;
        }

        return attached;
    }
}
