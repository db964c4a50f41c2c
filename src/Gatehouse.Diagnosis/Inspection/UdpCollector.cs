using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects UDP conversations.</summary>
internal sealed class UdpCollector(string source) : Collector<UdpInspection>
{
    private readonly StreamOrder<UdpConversation> _order = new();

    public override void OnUdp(UdpConversation conversation) => _order.Add(conversation.Stream, conversation);

    public override void End() => _order.Complete();

    public override bool TryTake([MaybeNullWhen(false)] out UdpInspection record)
    {
        record = _order.TryTake(out UdpConversation? conversation) ? UdpInspection.Of(source, conversation) : null;
        return record is not null;
    }
}
