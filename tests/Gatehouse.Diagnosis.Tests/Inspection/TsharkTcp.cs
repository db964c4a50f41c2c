using System.Globalization;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Puts <c>inspect tcp</c> and what tshark dissects into the same words, a line for each direction of a connection.</summary>
internal static class TsharkTcp
{
    private const int Fin = 0x01;
    private const int Syn = 0x02;
    private const int Rst = 0x04;

    /// <summary>What tshark says: packets, octets, SYNs, first FIN and first RST of every direction of every stream.</summary>
    public static IReadOnlyList<string> Facts(string path)
    {
        IReadOnlyList<string[]> rows = Tshark.Fields(
            path,
            ["-Y", "tcp && !icmp && !icmpv6"],
            "frame.number", "tcp.stream", "ip.src", "ipv6.src", "tcp.srcport", "tcp.len", "tcp.flags", "tcp.options.mss_val");
        return
        [
            .. rows
                .GroupBy(row => (Stream: row[1], Source: row[2].Length > 0 ? $"{row[2]}:{row[4]}" : $"[{row[3]}]:{row[4]}"))
                .Select(direction => Fact(
                    long.Parse(direction.Key.Stream, CultureInfo.InvariantCulture),
                    direction.Key.Source,
                    direction.Count(),
                    direction.Sum(row => long.Parse(row[5], CultureInfo.InvariantCulture)),
                    direction.Count(row => Has(row, Syn)),
                    direction.FirstOrDefault(row => Has(row, Syn))?[7],
                    direction.FirstOrDefault(row => Has(row, Fin) && !Has(row, Rst))?[0],
                    direction.FirstOrDefault(row => Has(row, Rst))?[0]))
                .Order(StringComparer.Ordinal),
        ];
    }

    /// <summary>The same of our records.</summary>
    public static IReadOnlyList<string> Facts(IEnumerable<TcpInspection> records) =>
    [
        .. records
            .SelectMany(record => new[] { (record.Stream, Source: record.Client, Sent: record.FromClient), (record.Stream, Source: record.Server, Sent: record.FromServer) })
            .Where(direction => direction.Sent.Packets > 0)
            .Select(direction => Fact(
                direction.Stream,
                direction.Source,
                direction.Sent.Packets,
                direction.Sent.Bytes,
                direction.Sent.Syns,
                $"{direction.Sent.Mss}",
                $"{direction.Sent.FinFrame}",
                $"{direction.Sent.ResetFrame}"))
            .Order(StringComparer.Ordinal),
    ];

    private static string Fact(long stream, string source, long packets, long octets, int syns, string? mss, string? fin, string? reset) =>
        $"stream {stream} from {source} packets {packets} octets {octets} syns {syns} mss {mss} fin {fin} rst {reset}";

    private static bool Has(string[] row, int flag) =>
        (int.Parse(row[6].AsSpan(2), NumberStyles.HexNumber, CultureInfo.InvariantCulture) & flag) != 0;
}
