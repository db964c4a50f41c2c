using Gatehouse.Capture.Input;

namespace Gatehouse.Capture;

/// <summary>Says, in one line, why something is not a capture and what to do about it.</summary>
internal static class NotACapture
{
    /// <summary>Octets shown of something that is not recognised.</summary>
    private const int OctetsShown = 8;

    /// <summary>Makes the message.</summary>
    /// <param name="file">The evidence.</param>
    /// <param name="head">Its first octets, decompressed.</param>
    /// <param name="failure">Why it ended early, if it did.</param>
    public static string Describe(EvidenceFile file, ReadOnlySpan<byte> head, InputFailure? failure)
    {
        string what = file.Kind switch
        {
            EvidenceKind.Empty when failure is not null => $"nothing can be read ({failure.Detail}); copy the file again",
            EvidenceKind.Empty => "it is empty; record or copy it again",
            EvidenceKind.Gzip => "it is compressed twice; decompress it once and try again",
            EvidenceKind.Zip => "it is a zip archive; name what is in it, as in case.zip/client.pcap (out of a pipe, save it to a file first)",
            EvidenceKind.Cab => "it is a Windows cabinet; take the trace out of it with \"expand\" or \"cabextract\"",
            EvidenceKind.Etl => "it is a Windows event trace (ETL); convert it to pcapng with etl2pcapng or \"pktmon etl2pcap\"",
            EvidenceKind.Text => "it is text, not a capture; give the file that the capture program wrote",
            _ => DescribeUnknown(head),
        };
        return $"{file.Name} is not a capture that can be read: {what}";
    }

    private static string DescribeUnknown(ReadOnlySpan<byte> head)
    {
        string? format = head switch
        {
            [(byte)'G', (byte)'M', (byte)'B', (byte)'U', ..] or [(byte)'R', (byte)'T', (byte)'S', (byte)'S', ..] =>
                "a Microsoft Network Monitor capture",
            [(byte)'s', (byte)'n', (byte)'o', (byte)'o', (byte)'p', 0, ..] => "a snoop capture",
            [(byte)'X', (byte)'C', (byte)'P', 0, ..] => "a NetXRay or Windows Sniffer capture",
            [(byte)'T', (byte)'R', (byte)'S', (byte)'N', ..] => "a Sniffer capture",
            _ => null,
        };
        if (format is not null)
        {
            return $"it is {format}; save it as pcapng with Wireshark";
        }

        string? wrapper = head switch
        {
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd",
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "xz",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "bzip2",
            [0x04, 0x22, 0x4D, 0x18, ..] => "lz4",
            [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "7-Zip",
            _ => null,
        };
        return wrapper is not null
            ? $"it is compressed with {wrapper}; decompress it and try again"
            : $"its first octets are {Convert.ToHexString(head[..Math.Min(head.Length, OctetsShown)])}; give a pcap or pcapng file";
    }
}
