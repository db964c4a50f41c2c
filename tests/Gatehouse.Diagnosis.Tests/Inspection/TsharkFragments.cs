using System.Globalization;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Puts <c>inspect fragments</c> and what tshark dissects into the same words, a line for each fact, for comparison.</summary>
internal static class TsharkFragments
{
    private const int FragmentHeaderLength = 8;
    private const int FirstIcmpv6Query = 128;

    /// <summary>Every fragment by its own header.</summary>
    public static IReadOnlyList<string> Pieces(string path)
    {
        IReadOnlyList<string[]> rows = Tshark.Fields(
            path,
            [
                "-o", "ip.defragment:FALSE", "-o", "ipv6.defragment:FALSE", "-E", "occurrence=f",
                "-Y", "ip.flags.mf == 1 || ip.frag_offset > 0 || ipv6.fraghdr",
            ],
            "frame.number", "ip.src", "ip.dst", "ip.proto", "ip.id", "ip.frag_offset", "ip.flags.mf", "ip.len", "ip.hdr_len",
            "ipv6.src", "ipv6.dst", "ipv6.fraghdr.nxt", "ipv6.fraghdr.ident", "ipv6.fraghdr.offset", "ipv6.fraghdr.more", "ipv6.plen",
            "icmpv6.type");
        List<string> pieces = [];
        foreach (string[] row in rows)
        {
            bool isVersion4 = row[1].Length > 0;
            if (isVersion4 ? row[5] == "0" && !IsSet(row[6]) : row[16].Length > 0 && Number(row[16]) < FirstIcmpv6Query)
            {
                // The fragment is one that an ICMP error quotes.
                continue;
            }

            // tshark prints offsets in units of eight octets.
            pieces.Add(isVersion4
                ? Piece(Number(row[0]), row[1], row[2], row[3], row[4], Number(row[5]) * 8, Number(row[7]) - Number(row[8]), IsSet(row[6]))
                : Piece(Number(row[0]), row[9], row[10], row[11], row[12], Number(row[13]) * 8, Number(row[15]) - FragmentHeaderLength, IsSet(row[14])));
        }

        return pieces;
    }

    /// <summary>The same of our records.</summary>
    public static IReadOnlyList<string> Pieces(IEnumerable<FragmentsInspection> records) =>
    [
        .. records
            .SelectMany(record => record.Fragments.Select(fragment => (
                fragment.Frame,
                Text: Piece(fragment.Frame, record.From, record.To, ProtocolNumber(record.Protocol), record.Id, fragment.Offset, fragment.Bytes, fragment.More))))
            .OrderBy(piece => piece.Frame)
            .Select(piece => piece.Text),
    ];

    /// <summary>Every datagram that tshark puts together: its frames and its length.</summary>
    public static IReadOnlyList<string> Datagrams(string path) =>
    [
        .. Tshark.Fields(
                path,
                ["-o", "ip.defragment:TRUE", "-o", "ipv6.defragment:TRUE", "-Y", "ip.fragments || ipv6.fragments"],
                "ip.fragment", "ipv6.fragment", "ip.reassembled.length", "ipv6.reassembled.length")
            .Select(row => $"frames {row[0]}{row[1]} octets {row[2]}{row[3]}")
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The same of our records.</summary>
    public static IReadOnlyList<string> Datagrams(IEnumerable<FragmentsInspection> records) =>
    [
        .. records
            .Where(record => record.Complete)
            .Select(record => $"frames {string.Join(',', record.Fragments.OrderBy(piece => piece.Offset).Select(piece => piece.Frame))} octets {record.TotalBytes}")
            .Order(StringComparer.Ordinal),
    ];

    private static string Piece(long frame, string from, string to, string protocol, string id, long offset, long length, bool more) =>
        $"frame {frame} {from} > {to} protocol {protocol} id {id} offset {offset} octets {length} more {more}";

    private static string ProtocolNumber(string name) => name switch
    {
        "icmp" => "1",
        "tcp" => "6",
        "udp" => "17",
        "icmpv6" => "58",
        _ => name,
    };

    private static long Number(string text) => long.Parse(text, CultureInfo.InvariantCulture);

    private static bool IsSet(string flag) => flag is "1" or "True";
}
