using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect radius</c>.</summary>
internal sealed class RadiusInspector : Inspector<RadiusInspection>
{
    public override string Name => "radius";

    public override string Description => "RADIUS packets";

    public override IReadOnlyList<string> Columns =>
        ["source", "frame", "time", "client", "server", "packet", "id", "eap", "payload", "eap bytes", "fragmented"];

    protected override IEnumerable<RadiusInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Radius(request, cancellation);

    protected override IReadOnlyList<string> Cells(RadiusInspection record) =>
    [
        record.Source,
        $"{record.Frame}",
        RecordText.TimeCell(record.Time),
        record.Client,
        record.Server,
        record.Name,
        $"{record.Id}",
        record.EapCode is null ? RecordText.Nothing : Eap(record),
        $"{record.PayloadBytes}",
        record.EapBytes is { } octets ? $"{octets}" : RecordText.Nothing,
        record.Fragmented ? "yes" : "no",
    ];

    protected override IEnumerable<string> Lines(RadiusInspection record)
    {
        (string from, string to) = record.From == "client" ? (record.Client, record.Server) : (record.Server, record.Client);
        yield return $"frame {record.Frame}: {record.Name}, id {record.Id}  {from} → {to}  ({record.Source}, UDP stream {record.Stream})";
        string fragmented = record.Fragmented ? ", in fragments" : string.Empty;
        yield return RecordText.Labelled("payload", RecordText.Count(record.PayloadBytes, "byte") + fragmented);
        if (record.EapCode is not null)
        {
            yield return RecordText.Labelled("EAP", $"{Eap(record)}, {RecordText.Count(record.EapBytes ?? 0, "byte")}");
        }

        yield return RecordText.Labelled("time", RecordText.Time(record.Time));
    }

    private static string Eap(RadiusInspection record) => record.EapName is null ? record.EapCode! : $"{record.EapCode} {record.EapName}";
}
