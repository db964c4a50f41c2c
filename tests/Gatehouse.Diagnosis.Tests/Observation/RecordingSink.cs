using Gatehouse.Capture;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Tests.Common;
using Gatehouse.Wire.Link;

namespace Gatehouse.Diagnosis.Tests.Observation;

/// <summary>Observes IP packets made by a test and keeps everything observed.</summary>
internal sealed class RecordingSink : IObservationSink
{
    private readonly SourceObserver _observer;
    private long _frames;

    public RecordingSink() => _observer = new SourceObserver(new SourceObservations { Name = "test" }, this);

    public List<TcpConversation> Tcp { get; } = [];

    public List<UdpConversation> Udp { get; } = [];

    public List<DnsLookup> Dns { get; } = [];

    public List<FragmentedDatagram> Fragments { get; } = [];

    public SourceObservations Source => _observer.Observations;

    /// <summary>Takes an IP packet at a time in seconds since 2023-11-14.</summary>
    public RecordingSink At(double second, byte[] ipPacket) => Cut(second, ipPacket, int.MaxValue);

    /// <summary>The same, of which the capture keeps only the first octets of the Ethernet frame.</summary>
    public RecordingSink Cut(double second, byte[] ipPacket, int snapLength)
    {
        byte[] octets = PacketBuilder.Ethernet(ipPacket);
        _observer.Observe(new Frame
        {
            Number = ++_frames,
            Time = new Timestamp((1_700_000_000 * Timestamp.PerSecond) + (long)(second * Timestamp.PerSecond)),
            Link = LinkType.Ethernet,
            OriginalLength = octets.Length,
            Data = octets.AsSpan(0, Math.Min(octets.Length, snapLength)),
        });
        return this;
    }

    public RecordingSink End()
    {
        _observer.End();
        return this;
    }

    public void OnTcp(TcpConversation conversation) => Tcp.Add(conversation);

    public void OnUdp(UdpConversation conversation) => Udp.Add(conversation);

    public void OnFragments(FragmentedDatagram datagram) => Fragments.Add(datagram);

    public void OnIcmp(IcmpError error, bool isAttached)
    {
    }

    public void OnDns(DnsLookup lookup) => Dns.Add(lookup);
}
