using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Ead;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects packets of security checks.</summary>
internal sealed class EadCollector(string source) : Collector<EadInspection>
{
    private readonly Queue<EadInspection> _ready = new();

    public override void OnEad(UdpConversation conversation, EadPacketSeen packet) =>
        _ready.Enqueue(EadInspection.Of(source, conversation, packet));

    public override bool TryTake([MaybeNullWhen(false)] out EadInspection record) => _ready.TryDequeue(out record);
}
