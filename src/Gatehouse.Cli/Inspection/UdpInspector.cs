using Gatehouse.Diagnosis.Inspection;

namespace Gatehouse.Cli.Inspection;

/// <summary><c>inspect udp</c>.</summary>
internal sealed class UdpInspector : Inspector<UdpInspection>
{
    public override string Name => "udp";

    public override string Description => "UDP conversations";

    public override IReadOnlyList<string> Columns =>
        ["source", "stream", "client", "server", "reply port", "datagrams", "bytes", "repeated", "incomplete", "carried", "first time"];

    protected override IEnumerable<UdpInspection> Read(InspectionRequest request, CancellationToken cancellation) =>
        InspectionEngine.Udp(request, cancellation);

    protected override IReadOnlyList<string> Cells(UdpInspection record) =>
    [
        record.Source,
        $"{record.Stream}",
        record.Client,
        record.Server,
        record.ReplyPort is { } port ? $"{port}" : RecordText.Nothing,
        $"{record.FromClient.Datagrams} / {record.FromServer.Datagrams}",
        $"{record.FromClient.Bytes} / {record.FromServer.Bytes}",
        $"{record.Repeated.Count}",
        $"{record.IncompleteDatagrams}",
        record.Carried,
        RecordText.TimeCell(record.FirstTime),
    ];

    protected override IEnumerable<string> Lines(UdpInspection record)
    {
        yield return $"{record.Client} → {record.Server}  {record.Carried}  ({record.Source}, stream {record.Stream})";
        yield return RecordText.Labelled("from client", Direction(record.FromClient));
        string port = record.ReplyPort is { } reply ? $", from port {reply}" : string.Empty;
        yield return RecordText.Labelled("from server", Direction(record.FromServer) + port);
        foreach (UdpRepetitionInspection request in record.Repeated)
        {
            yield return RecordText.Labelled("repeated", Repetition(request));
        }

        if (record.IncompleteDatagrams > 0)
        {
            yield return RecordText.Labelled("incomplete", $"{RecordText.Count(record.IncompleteDatagrams, "datagram")} without all fragments");
        }

        if (record.IcmpErrors > 0)
        {
            yield return RecordText.Labelled("ICMP", RecordText.Count(record.IcmpErrors, "error"));
        }

        yield return RecordText.Labelled(
            "time", $"{RecordText.Time(record.FirstTime)}{RecordText.Duration(record.FirstTime, record.LastTime)}");
    }

    private static string Direction(UdpDirectionInspection direction)
    {
        string fragmented = direction.Fragmented > 0 ? $", {direction.Fragmented:N0} in fragments" : string.Empty;
        return $"{RecordText.Count(direction.Datagrams, "datagram")}, {RecordText.Count(direction.Bytes, "byte")}{fragmented}";
    }

    private static string Repetition(UdpRepetitionInspection request)
    {
        string answer = request.AnswerFrame is { } frame ? $"answered in frame {frame}" : "never answered";
        return $"{request.PayloadBytes:N0} bytes sent {request.Count:N0} times, {answer}; frames {string.Join(", ", request.Frames)} "
            + $"at {string.Join(", ", request.Times.Select(RecordText.Time))}";
    }
}
