using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Icmp;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects ICMP errors.</summary>
internal sealed class IcmpCollector(string source) : Collector<IcmpInspection>
{
    private readonly Queue<IcmpError> _ready = new();

    public override void OnIcmp(IcmpError error, bool isAttached) => _ready.Enqueue(error);

    public override bool TryTake([MaybeNullWhen(false)] out IcmpInspection record)
    {
        record = _ready.TryDequeue(out IcmpError? error) ? IcmpInspection.Of(source, error) : null;
        return record is not null;
    }
}
