using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Radius;
using Gatehouse.Diagnosis.Observation.Udp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects RADIUS packets.</summary>
internal sealed class RadiusCollector(string source) : Collector<RadiusInspection>
{
    private readonly Queue<RadiusInspection> _ready = new();

    public override void OnRadius(UdpConversation conversation, RadiusPacketSeen packet) =>
        _ready.Enqueue(RadiusInspection.Of(source, conversation, packet));

    public override bool TryTake([MaybeNullWhen(false)] out RadiusInspection record) => _ready.TryDequeue(out record);
}
