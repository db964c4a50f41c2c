using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Tcp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects TCP connections.</summary>
internal sealed class TcpCollector(string source) : Collector<TcpInspection>
{
    private readonly StreamOrder<TcpConversation> _order = new();

    public override void OnTcp(TcpConversation conversation) => _order.Add(conversation.Stream, conversation);

    public override void End() => _order.Complete();

    public override bool TryTake([MaybeNullWhen(false)] out TcpInspection record)
    {
        record = _order.TryTake(out TcpConversation? conversation) ? TcpInspection.Of(source, conversation) : null;
        return record is not null;
    }
}
