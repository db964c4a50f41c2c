using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect fragments</c>.</summary>
internal sealed class FragmentsInspector : Inspector<FragmentsInspection>
{
    public override string Name => "fragments";

    public override string Description => "datagrams in fragments";

    public override IReadOnlyList<string> Columns =>
        ["source", "from", "to", "protocol", "id", "state", "fragments", "frames", "bytes", "missing"];

    protected override IEnumerable<FragmentsInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Fragments(request, cancellation);

    protected override IReadOnlyList<string> Cells(FragmentsInspection record) =>
    [
        record.Source,
        record.From,
        record.To,
        record.Protocol,
        record.Id,
        State(record),
        $"{record.Fragments.Count}",
        string.Join(",", record.Fragments.Select(fragment => fragment.Frame)),
        record.TotalBytes is { } total ? $"{total}" : RecordText.Nothing,
        record.Missing.Count == 0 ? RecordText.Nothing : Missing(record),
    ];

    protected override IEnumerable<string> Lines(FragmentsInspection record)
    {
        string total = record.TotalBytes is { } bytes ? $"{bytes:N0} bytes" : "length not known";
        yield return $"{record.From} → {record.To}  {record.Protocol}  id {record.Id}  {State(record)}, {total}  ({record.Source})";
        foreach (FragmentInspection fragment in record.Fragments)
        {
            yield return $"frame {fragment.Frame}: {fragment.Offset}–{fragment.Offset + fragment.Bytes}{(fragment.More ? string.Empty : ", the last")}";
        }

        if (record.Missing.Count > 0)
        {
            yield return $"missing: {Missing(record)}";
        }
    }

    /// <summary>All octets are there and still it is not complete: its pieces overlap, so no receiver may put it together.</summary>
    private static string State(FragmentsInspection record) =>
        record.Complete ? "complete" : record.Missing.Count == 0 ? "contradictory" : "incomplete";

    private static string Missing(FragmentsInspection record) =>
        string.Join(", ", record.Missing.Select(range => range[1] is { } end ? $"{range[0]}–{end}" : $"{range[0]}–?"));
}
