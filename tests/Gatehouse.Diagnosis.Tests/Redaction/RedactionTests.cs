using System.Text;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Findings;
using Gatehouse.Diagnosis.Redaction;
using Gatehouse.Diagnosis.Reports;
using Gatehouse.Diagnosis.Reports.Html;
using Gatehouse.Diagnosis.Tests.Extracts;
using Gatehouse.Tests.Common;
using Gatehouse.Wire;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Tests.Redaction;

public sealed class RedactionTests
{
    [Fact]
    public void Nothing_private_is_left_in_a_report()
    {
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        string before = JsonReport.Render(report);

        string after = JsonReport.Render(ReportRedactor.Redact(report, new Pseudonyms(), Cases.Untrusted));

        Assert.All(["10.0.3.50", "10.0.2.105", "policy.example", "Example Trading", Checkout.Root], word =>
        {
            Assert.Contains(word, before, StringComparison.Ordinal);
            Assert.DoesNotContain(word, after, StringComparison.Ordinal);
        });
        Assert.Contains("4343", after, StringComparison.Ordinal);
        Assert.Contains("unknown_ca", after, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_private_is_left_in_the_packets_drawn()
    {
        DiagnosisOptions options = Cases.Untrusted with { DrawLadder = true };
        Report report = DiagnosisEngine.Run(options);
        string before = HtmlReport.Render(report);

        string after = HtmlReport.Render(ReportRedactor.Redact(report, new Pseudonyms(), options));

        Assert.NotNull(report.Ladder);
        Assert.All(["10.0.3.50", "10.0.2.105", "policy.example", "tls-untrusted"], word =>
        {
            Assert.Contains(word, before, StringComparison.Ordinal);
            Assert.DoesNotContain(word, after, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Names_of_vantage_points_stay_and_file_names_go()
    {
        Report report = ReportRedactor.Redact(DiagnosisEngine.Run(Cases.StoryB), new Pseudonyms(), Cases.StoryB);

        Assert.Equal(["client", "r1-in", "r1-out", "server"], report.Path);
        Assert.All(report.Sources, source => Assert.DoesNotContain("story-b", source.File, StringComparison.Ordinal));
    }

    [Fact]
    public void An_extract_shows_how_packets_travelled_and_not_what_they_said()
    {
        Pseudonyms pseudonyms = new();
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        Report redacted = ReportRedactor.Redact(report, pseudonyms, Cases.Untrusted);

        byte[] open = Cases.Extract(report);
        byte[] extract = Cases.Extract(report, new FrameRedactor(pseudonyms));

        Assert.Contains("policy.example", Encoding.Latin1.GetString(open), StringComparison.Ordinal);
        Assert.DoesNotContain("policy.example", Encoding.Latin1.GetString(extract), StringComparison.Ordinal);
        Assert.DoesNotContain("Example Trading", Encoding.Latin1.GetString(extract), StringComparison.Ordinal);
        string client = redacted.Findings[0].Conversation!.Client;
        Assert.True(IpEndpoint.TryParse(client, out IpEndpoint endpoint));
        int frames = 0;
        using CaptureReader reader = CaptureFile.Open(new MemoryStream(extract), "extract");
        while (reader.TryRead(out Frame frame))
        {
            frames++;
            Assert.Equal(DecodeOutcome.Ip, PacketDecoder.Decode(frame.Link, frame.Data, frame.OriginalLength, out Packet packet));
            Assert.True(packet.Source == endpoint.Address || packet.Destination == endpoint.Address);
        }

        Assert.True(frames > 0);
    }

    [Fact]
    public void Display_filters_of_a_redacted_report_find_the_frames_of_the_redacted_extract()
    {
        Assert.SkipUnless(Tshark.IsAvailable, "tshark is not installed");
        Pseudonyms pseudonyms = new();
        Report report = DiagnosisEngine.Run(Cases.Untrusted);
        string filter = ReportRedactor.Redact(report, pseudonyms, Cases.Untrusted).Findings[0].Evidence[0].Filter!;
        string path = Path.Combine(Path.GetTempPath(), $"gatehouse-{Guid.NewGuid():N}.pcapng");
        File.WriteAllBytes(path, Cases.Extract(report, new FrameRedactor(pseudonyms)));
        try
        {
            Assert.NotEmpty(Tshark.Fields(path, ["-Y", filter], "frame.number"));
        }
        finally
        {
            File.Delete(path);
        }
    }

    [Theory]
    [InlineData("from 10.1.2.3 to 10.1.2.4:443, 10.1.2.3 again", "from 198.18.0.1 to 198.18.0.2:443, 198.18.0.1 again")]
    [InlineData("ip.addr == 10.1.2.3 && tcp.port == 443", "ip.addr == 198.18.0.1 && tcp.port == 443")]
    [InlineData("[2a00:1450::5]:443", "[2001:db8::1]:443")]
    [InlineData("00:11:22:33:44:55 said", "02:00:00:00:00:01 said")]
    [InlineData("at 16:08:58 in frame 12, version 3.1", "at 16:08:58 in frame 12, version 3.1")]
    [InlineData("127.0.0.1 and 224.0.0.251", "127.0.0.1 and 224.0.0.251")]
    [InlineData("peer:10.0.77.88, code:10.1.2.3", "peer:198.18.0.1, code:198.18.0.2")]
    [InlineData("10.0.0.1-10.0.0.9 and 10.1.2.3/24", "198.18.0.1-198.18.0.2 and 198.18.0.3/24")]
    [InlineData("[2a00::5], code:2a00::6, (2a00::5)", "[2001:db8::1], code:2001:db8::2, (2001:db8::1)")]
    [InlineData("10.1.2.3.443 > 10.1.2.4.51000: from10.1.2.3", "198.18.0.1.443 > 198.18.0.2.51000: from198.18.0.1")]
    [InlineData("mac=00-11-22-33-44-55. 01:00:11:22:33:44:55", "mac=02:00:00:00:00:01. 01:02:00:00:00:00:01")]
    [InlineData("1.3.6.1.5.5.7.3.1, v10.1.2.3, ab:cd:ef:01:23:45:67:89:ab", "1.3.6.1.5.5.7.3.1, v10.1.2.3, ab:cd:ef:01:23:45:67:89:ab")]
    [InlineData("asks for `/a/b?user=jdoe` (/c?d=e).", "asks for `/a/b` (/c).")]
    [InlineData("GET https://a/b?token=1 HTTP/1.1, is it?", "GET https://a/b HTTP/1.1, is it?")]
    [InlineData("alice, not alicent; ALICE's", "user-1, not alicent; user-1's")]
    public void Replaces_what_is_private_and_nothing_else(string text, string expected)
    {
        Pseudonyms pseudonyms = new();
        pseudonyms.Learn("alice", "user");

        Assert.Equal(expected, pseudonyms.Replace(text));
    }

    [Fact]
    public void Mutated_frames_are_disguised_or_left_out()
    {
        byte[] sample = File.ReadAllBytes(Checkout.PathTo("samples", "story-b-client-late.pcap"));
        FrameRedactor redactor = new(new Pseudonyms());
        Random random = new(7);
        for (int round = 0; round < 400; round++)
        {
            byte[] mutated = [.. sample];
            for (int i = 0; i < 20; i++)
            {
                mutated[24 + random.Next(mutated.Length - 24)] = (byte)random.Next(256);
            }

            using CaptureReader reader = CaptureFile.Open(new MemoryStream(mutated), "mutated");
            while (reader.TryRead(out Frame frame))
            {
                if (redactor.TryDisguise(frame, out _, out byte[] data, out int originalLength))
                {
                    Assert.True(data.Length <= originalLength);
                }
            }
        }
    }
}
