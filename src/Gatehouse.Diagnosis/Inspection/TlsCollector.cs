using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Tcp;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects TLS conversations of TCP connections, and DTLS ones of UDP conversations.</summary>
internal sealed class TlsCollector(string source) : Collector<TlsInspection>
{
    private readonly StreamOrder<TcpConversation> _tcp = new();
    private readonly StreamOrder<UdpConversation> _udp = new();

    public override void OnTcp(TcpConversation conversation) =>
        _tcp.Add(conversation.Stream, conversation.Tls is null ? null : conversation);

    public override void OnUdp(UdpConversation conversation) =>
        _udp.Add(conversation.Stream, conversation.Dtls is null ? null : conversation);

    public override void End()
    {
        _tcp.Complete();
        _udp.Complete();
    }

    public override bool TryTake([MaybeNullWhen(false)] out TlsInspection record)
    {
        record = _tcp.TryTake(out TcpConversation? tcp) ? TlsInspection.Of(source, tcp)
            : _udp.TryTake(out UdpConversation? udp) ? TlsInspection.Of(source, udp)
            : null;
        return record is not null;
    }
}
