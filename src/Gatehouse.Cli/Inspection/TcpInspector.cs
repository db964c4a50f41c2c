using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect tcp</c>.</summary>
internal sealed class TcpInspector : Inspector<TcpInspection>
{
    public override string Name => "tcp";

    public override string Description => "TCP connections";

    public override IReadOnlyList<string> Columns =>
        ["source", "stream", "client", "server", "opening", "packets", "bytes", "resent", "lost", "carried", "ended by", "first time"];

    protected override IEnumerable<TcpInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Tcp(request, cancellation);

    protected override IReadOnlyList<string> Cells(TcpInspection record) =>
    [
        record.Source,
        $"{record.Stream}",
        record.Client,
        record.Server,
        record.Opened ? record.Answered ? "answered" : "not answered" : record.Answered ? "answer only" : "not seen",
        $"{record.FromClient.Packets} / {record.FromServer.Packets}",
        $"{record.FromClient.Bytes} / {record.FromServer.Bytes}",
        $"{record.FromClient.Retransmissions} / {record.FromServer.Retransmissions}",
        $"{Lost(record.FromClient)} / {Lost(record.FromServer)}",
        record.Carried,
        record.EndedBy,
        RecordText.TimeCell(record.FirstTime),
    ];

    protected override IEnumerable<string> Lines(TcpInspection record)
    {
        yield return $"{record.Client} → {record.Server}  {record.Carried}  ({record.Source}, stream {record.Stream})";
        yield return RecordText.Labelled("opening", Opening(record));
        yield return RecordText.Labelled("from client", Direction(record.FromClient));
        yield return RecordText.Labelled("from server", Direction(record.FromServer));
        yield return RecordText.Labelled("end", RecordText.Ending(record.EndedBy));
        yield return RecordText.Labelled(
            "frames",
            $"{record.FirstFrame} to {record.LastFrame}, from {RecordText.Time(record.FirstTime)}{RecordText.Duration(record.FirstTime, record.LastTime)}");
    }

    private static long Lost(TcpDirectionInspection direction) => direction.UnseenBytes + direction.Holes.Sum(hole => (long)hole[1] - hole[0]);

    private static string Opening(TcpInspection record) => (record.Opened, record.Answered) switch
    {
        (true, true) => $"{RecordText.Count(record.FromClient.Syns, "SYN")}, answered",
        (true, false) => $"{RecordText.Count(record.FromClient.Syns, "SYN")}, not answered",
        (false, true) => "only the answer to it was captured",
        _ => "not captured",
    };

    private static string Direction(TcpDirectionInspection direction)
    {
        List<string> parts = [RecordText.Count(direction.Packets, "packet"), RecordText.Count(direction.Bytes, "byte")];
        Add(direction.Mss ?? 0, $"MSS {direction.Mss}");
        Add(direction.Retransmissions, $"{direction.Retransmissions} resent");
        Add(direction.OutOfOrder, $"{direction.OutOfOrder} out of order");
        Add(direction.CapturedTwice, $"{direction.CapturedTwice} captured twice");
        Add(direction.UnseenBytes, $"{RecordText.Count(direction.UnseenBytes, "byte")} acknowledged but not captured");
        Add(direction.Holes.Count, $"missing {string.Join(", ", direction.Holes.Select(hole => $"{hole[0]}–{hole[1]}"))}");
        Add(direction.ZeroWindows, RecordText.Count(direction.ZeroWindows, "zero window"));
        Add(direction.FinFrame ?? 0, $"FIN in frame {direction.FinFrame}");
        Add(direction.ResetFrame ?? 0, $"RST in frame {direction.ResetFrame}");
        return string.Join(", ", parts);

        void Add(long number, string text)
        {
            if (number > 0)
            {
                parts.Add(text);
            }
        }
    }
}
