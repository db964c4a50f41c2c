using System.IO.Compression;
using System.Text;

namespace Gatehouse.Capture.Tests;

public sealed class EvidenceFileTests
{
    [Fact]
    public void Tells_every_kind_by_content()
    {
        byte[] trace = new byte[0x60];
        (trace[1], trace[0x36], trace[0x4A], trace[0x4B]) = (4, 4, 2, 0xC0);

        Assert.Equal(EvidenceKind.Empty, EvidenceSniffer.Sniff([]));
        Assert.Equal(EvidenceKind.Pcap, EvidenceSniffer.Sniff(Captured.SmallPcap().File));
        Assert.Equal(EvidenceKind.Pcapng, EvidenceSniffer.Sniff(Captured.SmallPcapng().File));
        Assert.Equal(EvidenceKind.Gzip, EvidenceSniffer.Sniff([0x1F, 0x8B, 8, 0]));
        Assert.Equal(EvidenceKind.Zip, EvidenceSniffer.Sniff("PK\u0003\u0004"u8));
        Assert.Equal(EvidenceKind.Cab, EvidenceSniffer.Sniff("MSCF\0\0\0\0"u8));
        Assert.Equal(EvidenceKind.Etl, EvidenceSniffer.Sniff(trace));
        Assert.Equal(EvidenceKind.Unknown, EvidenceSniffer.Sniff(trace.AsSpan(0, 0x4B)));
        Assert.Equal(EvidenceKind.Text, EvidenceSniffer.Sniff("No.\tTime\r\n"u8));
        Assert.Equal(EvidenceKind.Text, EvidenceSniffer.Sniff("\u001b[1m安全检查\u001b[0m 失败"u8));
        Assert.Equal(EvidenceKind.Text, EvidenceSniffer.Sniff([0xFF, 0xFE, 0x41, 0]));
        Assert.Equal(EvidenceKind.Text, EvidenceSniffer.Sniff([0xFE, 0xFF, 0, 0x41]));
        Assert.Equal(EvidenceKind.Text, EvidenceSniffer.Sniff([0xB0, 0xB2, 0xC8, 0xAB]));
        Assert.Equal(EvidenceKind.Unknown, EvidenceSniffer.Sniff([0x7F, 0x45, 0x4C, 0x46, 0, 1]));
        Assert.Equal(EvidenceKind.Unknown, EvidenceSniffer.Sniff([1, 2, 3, 4, 5]));
    }

    [Fact]
    public void A_line_break_that_looks_like_a_section_header_is_text() =>
        Assert.Equal(EvidenceKind.Text, EvidenceSniffer.Sniff("\n\r\r\nFrame 714: 272 bytes"u8));

    [Theory]
    [InlineData("EFBBBF")]
    [InlineData("FFFE")]
    [InlineData("FEFF")]
    [InlineData("")]
    public void Decodes_text_by_its_byte_order_mark(string mark)
    {
        Encoding encoding = mark switch
        {
            "FFFE" => Encoding.Unicode,
            "FEFF" => Encoding.BigEndianUnicode,
            _ => Encoding.UTF8,
        };
        const string Text = "Không nhận được phản hồi\r\n安全检查失败\n";
        byte[] octets = [.. Convert.FromHexString(mark), .. encoding.GetBytes(Text)];
        foreach (byte[] file in new[] { octets, Gzip(octets) })
        {
            using EvidenceFile evidence = EvidenceFile.Open(new PieceStream(file, 5), "log");

            Assert.Equal(EvidenceKind.Text, evidence.Kind);
            Assert.Equal(file != octets, evidence.IsCompressed);
            EvidenceText text = evidence.ReadText();
            Assert.Equal(Text, text.Content);
            Assert.Empty(text.Problems.All);
        }
    }

    [Fact]
    public void Replaces_octets_that_are_not_valid()
    {
        using EvidenceFile evidence = EvidenceFile.Open(new MemoryStream([0x41, 0xB0, 0xB2, 0x42]), "log");

        Assert.Equal("A\uFFFD\uFFFDB", evidence.ReadText().Content);
    }

    [Fact]
    public void Reads_a_bounded_amount_of_text_and_says_so()
    {
        byte[] file = new byte[EvidenceFile.MostTextLength + 1];
        file.AsSpan().Fill((byte)'a');
        using EvidenceFile evidence = EvidenceFile.Open(new MemoryStream(file), "log");

        EvidenceText text = evidence.ReadText();

        Assert.Equal(EvidenceFile.MostTextLength, text.Content.Length);
        Assert.Equal(1, text.Problems.CountOf(CaptureProblemKind.Truncated));
    }

    [Fact]
    public void Reads_compressed_text_up_to_the_damage()
    {
        byte[] file = Gzip("No.     Time"u8.ToArray());
        file[^8] ^= 1;
        using EvidenceFile evidence = EvidenceFile.Open(new MemoryStream(file), "log");

        EvidenceText text = evidence.ReadText();

        Assert.Equal("No.     Time", text.Content);
        Assert.Equal(1, text.Problems.CountOf(CaptureProblemKind.CompressionDamaged));
    }

    [Fact]
    public void Tells_its_length_when_it_can_be_known()
    {
        byte[] file = Gzip(Captured.SmallPcap().File);
        using EvidenceFile known = EvidenceFile.Open(new MemoryStream(file), "file");
        using EvidenceFile pipe = EvidenceFile.Open(new PieceStream(file, 100), "pipe");

        Assert.Equal(file.Length, known.Length);
        Assert.Null(pipe.Length);
        Assert.Equal("pipe", pipe.Name);
        Assert.Equal(EvidenceKind.Pcap, known.Kind);
    }

    private static byte[] Gzip(byte[] content)
    {
        using MemoryStream file = new();
        using (GZipStream gzip = new(file, CompressionLevel.Optimal))
        {
            gzip.Write(content);
        }

        return file.ToArray();
    }
}
