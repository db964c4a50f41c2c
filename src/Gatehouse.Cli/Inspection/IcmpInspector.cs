using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect icmp</c>.</summary>
internal sealed class IcmpInspector : Inspector<IcmpInspection>
{
    public override string Name => "icmp";

    public override string Description => "ICMP errors";

    public override IReadOnlyList<string> Columns => ["source", "frame", "time", "from", "error", "type/code", "mtu", "about"];

    protected override IEnumerable<IcmpInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Icmp(request, cancellation);

    protected override IReadOnlyList<string> Cells(IcmpInspection record) =>
    [
        record.Source,
        $"{record.Frame}",
        RecordText.TimeCell(record.Time),
        record.From,
        record.Name,
        $"{record.Type}/{record.Code}",
        record.Mtu is { } mtu ? $"{mtu}" : RecordText.Nothing,
        About(record),
    ];

    protected override IEnumerable<string> Lines(IcmpInspection record)
    {
        string version = record.Version == 6 ? "ICMPv6" : "ICMP";
        string mtu = record.Mtu is { } octets ? $", next MTU {octets}" : string.Empty;
        yield return $"frame {record.Frame}: {record.Name} from {record.From}  ({record.Source}, {version} {record.Type}/{record.Code}{mtu})";
        yield return RecordText.Labelled("about", $"{About(record)}, {RecordText.Count(record.QuotedBytes, "byte")}");
        yield return RecordText.Labelled("time", RecordText.Time(record.Time));
    }

    private static string About(IcmpInspection record) => $"{record.QuotedProtocol} {record.QuotedFrom} → {record.QuotedTo}";
}
