using System.Diagnostics.CodeAnalysis;
using Gatehouse.Diagnosis.Observation.Fragments;

namespace Gatehouse.Diagnosis.Inspection;

/// <summary>Collects datagrams in fragments.</summary>
internal sealed class FragmentsCollector(string source) : Collector<FragmentsInspection>
{
    private readonly StreamOrder<FragmentedDatagram> _order = new();

    public override void OnFragments(FragmentedDatagram datagram) => _order.Add(datagram.Number, datagram);

    public override void End() => _order.Complete();

    public override bool TryTake([MaybeNullWhen(false)] out FragmentsInspection record)
    {
        record = _order.TryTake(out FragmentedDatagram? datagram) ? FragmentsInspection.Of(source, datagram) : null;
        return record is not null;
    }
}
