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
            EvidenceKind.Zip => "it is a zip archive, or a document of an Office program, which is one; take the captures out of it and give these, or their folder",
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

        if (DescribeForeign(head) is { } foreign)
        {
            return foreign;
        }

        string? wrapper = head switch
        {
            [0x28, 0xB5, 0x2F, 0xFD, ..] => "zstd",
            [0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', ..] => "xz",
            [(byte)'B', (byte)'Z', (byte)'h', ..] => "bzip2",
            [0x04, 0x22, 0x4D, 0x18, ..] => "lz4",
            _ => null,
        };
        return wrapper is not null
            ? $"it is compressed with {wrapper}; decompress it and try again"
            : $"its first octets are {Convert.ToHexString(head[..Math.Min(head.Length, OctetsShown)])}; give a pcap or pcapng file";
    }

    /// <summary>What people attach instead of a capture.</summary>
    private static string? DescribeForeign(ReadOnlySpan<byte> head)
    {
        const int TarMark = 257;
        const string Picture = "give the capture itself, or the packet list as text";
        return head switch
        {
            [(byte)'7', (byte)'z', 0xBC, 0xAF, ..] => "it is a 7-Zip archive; take the capture out of it (7z x) and give that",
            [(byte)'R', (byte)'a', (byte)'r', (byte)'!', 0x1A, 7, ..] => "it is a RAR archive; take the capture out of it and give that",
            [(byte)'E', (byte)'l', (byte)'f', (byte)'F', (byte)'i', (byte)'l', (byte)'e', 0, ..] =>
                "it is a Windows event log (EVTX), which holds events and no packets; capture with pktmon or netsh trace, and read the events in the Event Viewer",
            [0x89, (byte)'P', (byte)'N', (byte)'G', ..] => $"it is a picture (PNG); {Picture}",
            [0xFF, 0xD8, 0xFF, ..] => $"it is a picture (JPEG); {Picture}",
            [(byte)'G', (byte)'I', (byte)'F', (byte)'8', ..] => $"it is a picture (GIF); {Picture}",
            [(byte)'B', (byte)'M', _, _, _, _, 0, 0, 0, 0, ..] => $"it is a picture (BMP); {Picture}",
            [(byte)'R', (byte)'I', (byte)'F', (byte)'F', _, _, _, _, (byte)'W', (byte)'E', (byte)'B', (byte)'P', ..] => $"it is a picture (WebP); {Picture}",
            [(byte)'%', (byte)'P', (byte)'D', (byte)'F', (byte)'-', ..] => "it is a PDF document; copy the packet list out of it as text, or give the capture itself",
            [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, ..] => "it is a document of an old Office program; save it as plain text, or give the capture itself",
            [0x7F, (byte)'E', (byte)'L', (byte)'F', ..] or [(byte)'M', (byte)'Z', ..] => "it is a program; give the capture",
            { Length: > TarMark + 5 } when head[TarMark..].StartsWith("ustar"u8) => "it is a tar archive; take the captures out of it (tar xf) and give these, or their folder",
            _ => null,
        };
    }
}
