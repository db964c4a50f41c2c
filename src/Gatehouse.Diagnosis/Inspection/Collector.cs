using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation;
using Gatehouse.Diagnosis.Observation.Dns;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Fragments;
using Gatehouse.Diagnosis.Observation.Icmp;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Takes the observations that one inspection is about and makes records of them when they are asked for.</summary>
/// <typeparam name="TRecord">The records.</typeparam>
internal abstract class Collector<TRecord> : IObservationSink
    where TRecord : class
{
    public virtual void OnTcp(TcpConversation conversation)
    {
    }

    public virtual void OnUdp(UdpConversation conversation)
    {
    }

    public virtual void OnFragments(FragmentedDatagram datagram)
    {
    }

    public virtual void OnIcmp(IcmpError error, bool isAttached)
    {
    }

    public virtual void OnDns(DnsLookup lookup)
    {
    }

    public virtual void OnEad(UdpConversation conversation, EadPacketSeen packet)
    {
    }

    public virtual void OnRadius(UdpConversation conversation, RadiusPacketSeen packet)
    {
    }

    /// <summary>The source has ended.</summary>
    public virtual void End()
    {
    }

    /// <summary>Makes the next record that is ready.</summary>
    public abstract bool TryTake([MaybeNullWhen(false)] out TRecord record);
}
