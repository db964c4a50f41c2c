using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect ead</c>.</summary>
internal sealed class EadInspector : Inspector<EadInspection>
{
    public override string Name => "ead";

    public override string Description => "security-check packets";

    public override IReadOnlyList<string> Columns =>
        ["source", "frame", "time", "client", "server", "from", "packet", "exchange", "payload", "xml", "fragmented"];

    protected override IEnumerable<EadInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Ead(request, cancellation);

    protected override IReadOnlyList<string> Cells(EadInspection record) =>
    [
        record.Source,
        $"{record.Frame}",
        RecordText.TimeCell(record.Time),
        record.Client,
        record.Server,
        record.From,
        Packet(record),
        record.Exchange ?? record.Session ?? RecordText.Nothing,
        $"{record.PayloadBytes}",
        record.XmlBytes is { } xml ? $"{xml}" : "sealed",
        record.Fragmented ? "yes" : "no",
    ];

    protected override IEnumerable<string> Lines(EadInspection record)
    {
        (string from, string to) = record.From == "client" ? (record.Client, record.Server) : (record.Server, record.Client);
        yield return $"frame {record.Frame}: {Packet(record)}  {from} → {to}  ({record.Source}, UDP stream {record.Stream})";
        string xml = record.XmlBytes is { } octets ? $"{octets:N0} of them XML" : record.Session is null ? "sealed: no XML to be seen" : "sealed";
        string fragmented = record.Fragmented ? ", in fragments" : string.Empty;
        yield return RecordText.Labelled("payload", $"{RecordText.Count(record.PayloadBytes, "byte")}, {xml}{fragmented}");
        if (record.Exchange is not null)
        {
            yield return RecordText.Labelled("exchange", record.Exchange);
        }

        if (record.Session is not null)
        {
            yield return RecordText.Labelled("session", record.Session);
        }

        yield return RecordText.Labelled("time", RecordText.Time(record.Time));
    }

    private static string Packet(EadInspection record) => record.Name is null ? "type not known" : $"{record.Type} {record.Name}";
}
