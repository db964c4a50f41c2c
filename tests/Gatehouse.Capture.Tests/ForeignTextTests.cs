using System.Text;

namespace Gatehouse.Capture.Tests;

/// <summary>What people give instead of a capture is named, with what to do.</summary>
public sealed class ForeignTextTests
{
    [Theory]
    [InlineData("17:58:51.503833 IP 10.0.3.50.39890 > 10.0.2.105.4343: Flags [S], seq 3705009523, win 64240, length 0", "tcpdump -w")]
    [InlineData("note\n2026-11-21 17:58:51.503833 eth0  In  IP 10.0.3.50.39890 > 10.0.2.105.4343: UDP, length 8", "tcpdump -w")]
    [InlineData("17:58:51.503833 IP6 2001:db8::1.39890 > 2001:db8::2.53: UDP, length 8", "tcpdump -w")]
    [InlineData("17:58:51.503833 IP (tos 0x0, ttl 64, id 1, offset 0, flags [DF], proto TCP (6), length 60)\n    10.0.3.50.1 > 10.0.2.105.2: tcp", "tcpdump -w")]
    [InlineData("<!doctype HTML>\n<html><body>", "web page")]
    [InlineData("  <html lang=en>", "web page")]
    [InlineData("%PDF-1.4\n% words", "PDF")]
    [InlineData("{\\rtf1\\ansi words}", "rich text")]
    [InlineData("<?xml version=\"1.0\"?>\n<pdml version=\"0\">", "XML")]
    [InlineData("<?xml version=\"1.0\"?>\n<psml version=\"0\">", "XML")]
    [InlineData("[\n  {\n    \"_index\": \"packets\",\n    \"_source\": {", "JSON")]
    [InlineData("0000  02 00 00 00 00 01 02 00 00 00 00 02 08 00 45 00   ..............E.", "text2pcap")]
    [InlineData("\t0x0000:  4500 003c 1c46 4000 4006 b1e6 0a00 0001", "text2pcap")]
    public void Texts_are_named(string text, string named)
    {
        string? what = ForeignText.Describe(text);

        Assert.StartsWith("it is ", what, StringComparison.Ordinal);
        Assert.Contains(named, what, StringComparison.Ordinal);
        Assert.Contains("; ", what, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Dear diary")]
    [InlineData("At 17:58 the IP of the client was 10.0.0.1, which is > 9.0.0.0")]
    [InlineData("0000 is a number")]
    [InlineData("{ \"a\": 1 }")]
    public void Other_texts_are_not(string text) => Assert.Null(ForeignText.Describe(text));

    [Theory]
    [InlineData("377ABCAF271C0004", "7-Zip archive")]
    [InlineData("526172211A070100", "RAR archive")]
    [InlineData("456C6646696C65000000", "event log (EVTX)")]
    [InlineData("504B0304", "zip archive")]
    [InlineData("4D53434600000000", "cabinet")]
    [InlineData("89504E470D0A1A0A0000", "picture (PNG)")]
    [InlineData("FFD8FFE000104A46", "picture (JPEG)")]
    [InlineData("47494638396101000000", "picture (GIF)")]
    [InlineData("424D3600000000000000", "picture (BMP)")]
    [InlineData("524946460000000057454250", "picture (WebP)")]
    [InlineData("255044462D312E340000", "PDF")]
    [InlineData("D0CF11E0A1B11AE1", "Office")]
    [InlineData("7F454C4602010100", "program")]
    [InlineData("4D5A90000300", "program")]
    public void Files_are_named(string octets, string named) => AssertNamed(Convert.FromHexString(octets), named);

    [Fact]
    public void A_tar_archive_is_named()
    {
        byte[] file = new byte[1024];
        Encoding.ASCII.GetBytes("trace.pcap").CopyTo(file, 0);
        Encoding.ASCII.GetBytes("ustar").CopyTo(file, 257);

        AssertNamed(file, "tar archive");
        for (int length = 1; length < 262; length++)
        {
            AssertNamed(file[..length], "is not a capture");
        }
    }

    private static void AssertNamed(byte[] file, string named)
    {
        using EvidenceFile evidence = EvidenceFile.Open(new MemoryStream(file), "attachment");
        string message = Assert.Throws<CaptureException>(evidence.OpenCapture).Message;

        Assert.Contains(named, message, StringComparison.Ordinal);
        Assert.Contains("; ", message, StringComparison.Ordinal);
    }
}
