using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Observation;

/// <summary>Receives observations when they are complete: when a conversation has ended, or the capture has.</summary>
public interface IObservationSink
{
    /// <summary>A TCP connection.</summary>
    void OnTcp(TcpConversation conversation);

    /// <summary>A UDP conversation.</summary>
    void OnUdp(UdpConversation conversation);

    /// <summary>A datagram that travelled in fragments.</summary>
    void OnFragments(FragmentedDatagram datagram);

    /// <summary>An ICMP error.</summary>
    /// <param name="error">The error.</param>
    /// <param name="isAttached">Whether it was added to the conversation or datagram it quotes.</param>
    void OnIcmp(IcmpError error, bool isAttached);

    /// <summary>A name lookup.</summary>
    void OnDns(DnsLookup lookup);

    /// <summary>A packet of a security check, as soon as it is seen; a sink that waits for the conversation need not take it.</summary>
    void OnEad(UdpConversation conversation, EadPacketSeen packet)
    {
    }

    /// <summary>A RADIUS packet, as soon as it is seen; a sink that waits for the conversation need not take it.</summary>
    void OnRadius(UdpConversation conversation, RadiusPacketSeen packet)
    {
    }
}
