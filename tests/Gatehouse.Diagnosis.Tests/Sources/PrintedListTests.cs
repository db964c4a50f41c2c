using System.Text;
using Gatehouse.Diagnosis.Findings;

namespace Gatehouse.Diagnosis.Tests.Sources;

/// <summary>Failures that stand in a pasted packet list, without a detail tree.</summary>
public sealed class PrintedListTests : IDisposable
{
    private const string Opening = """
        1 0.000000 10.0.3.50 → 10.0.2.105 TCP 74 50420 → 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460
        2 0.000100 10.0.2.105 → 10.0.3.50 TCP 74 4343 → 50420 [SYN, ACK] Seq=0 Ack=1 Win=65160 Len=0 MSS=1460
        3 0.000200 10.0.3.50 → 10.0.2.105 TCP 66 50420 → 4343 [ACK] Seq=1 Ack=1 Win=64512 Len=0

        """;

    private const string Refusal = """
        4 0.000300 10.0.3.50 → 10.0.2.105 TLSv1 193 Client Hello
        5 0.000400 10.0.2.105 → 10.0.3.50 TCP 66 4343 → 50420 [ACK] Seq=1 Ack=128 Win=65536 Len=0
        6 0.000500 10.0.2.105 → 10.0.3.50 TCP 66 4343 → 50420 [RST, ACK] Seq=1 Ack=128 Win=65536 Len=0

        """;

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public void A_hello_without_printed_versions_that_is_reset_is_a_refusal()
    {
        Finding finding = Find(Opening + Refusal, FindingCodes.TlsRefusedAfterHello);

        Assert.Equal(Confidence.Likely, finding.Confidence);
        Assert.Contains(FindingCodes.TlsVersionMismatch, finding.Rivals);
        Assert.DoesNotContain("0x0000", finding.Explanation, StringComparison.Ordinal);
        Assert.DoesNotContain("time to live", finding.Explanation, StringComparison.Ordinal);
    }

    [Fact]
    public void Messages_without_ports_belong_to_the_only_open_conversation()
    {
        string second = (Opening + Refusal).Replace("50420", "50421", StringComparison.Ordinal);

        Finding finding = Find(Opening + Refusal + Renumber(second), FindingCodes.TlsRefusedAfterHello);

        Assert.Equal([4L, 10L], finding.Evidence.SelectMany(evidence => evidence.Frames).Where(frame => frame is 4 or 10));
    }

    [Fact]
    public void Versions_that_are_not_printed_are_not_old()
    {
        Report report = Run(Opening + """
            4 0.000300 10.0.3.50 → 10.0.2.105 TLSv1 193 Client Hello
            5 0.000400 10.0.2.105 → 10.0.3.50 TLSv1.2 1514 Server Hello, Certificate, Server Hello Done
            """);

        AssertUndecided(report);
    }

    [Fact]
    public void A_name_that_does_not_resolve_is_told_by_a_detail_tree()
    {
        Finding finding = Find("""
            Frame 2: 75 bytes on wire (600 bits), 75 bytes captured (600 bits)
            Internet Protocol Version 4, Src: 10.0.0.53, Dst: 10.0.3.50
            User Datagram Protocol, Src Port: 53, Dst Port: 50000
            Domain Name System (response)
                Flags: 0x8583 Standard query response, No such name
                Queries
                    console.example: type A, class IN
            """, FindingCodes.NameResolutionFailed);

        Assert.Equal("The name console.example does not resolve: no such name", finding.Title);
    }

    [Theory]
    [InlineData(1, FindingCodes.Healthy, Confidence.Likely)]
    [InlineData(6, FindingCodes.Inconclusive, Confidence.Possible)]
    public void A_list_is_not_surely_healthy_while_packets_of_it_were_not_read(int unread, string code, Confidence confidence)
    {
        const string Whole = Opening + """
            4 0.000300 10.0.3.50 → 10.0.2.105 HTTP 157 GET / HTTP/1.1
            5 0.000400 10.0.2.105 → 10.0.3.50 HTTP 165 HTTP/1.1 200 OK  (text/html)
            6 0.000500 10.0.3.50 → 10.0.2.105 TCP 66 50420 → 4343 [FIN, ACK] Seq=92 Ack=100 Win=64512 Len=0
            7 0.000600 10.0.2.105 → 10.0.3.50 TCP 66 4343 → 50420 [FIN, ACK] Seq=100 Ack=93 Win=64512 Len=0
            8 0.000700 10.0.3.50 → 10.0.2.105 TCP 66 50420 → 4343 [ACK] Seq=93 Ack=101 Win=64512 Len=0

            """;

        Report report = Run(Whole + string.Concat(Enumerable.Repeat("17:58:51.503833 IP 10.0.3.50.39890 > 10.0.2.105.4343: Flags [S], length 0\n", unread)));

        Assert.Equal((FindingCodes.Healthy, Confidence.Likely), (Run(Whole).Verdict.Code, Run(Whole).Verdict.Confidence));
        Assert.Equal((code, confidence), (report.Verdict.Code, report.Verdict.Confidence));
        Assert.Contains(report.Sources[0].Notes, note => note.Contains("could not be read", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("10.0.2.105", "Port unreachable", 3)]
    [InlineData("10.0.3.1", "Communication administratively filtered", 13)]
    [InlineData("10.0.3.1", "Host administratively prohibited", 10)]
    public void An_ICMP_error_is_of_the_only_conversation(string from, string words, int code)
    {
        Finding finding = Find($"""
            1 0.000000 10.0.3.50 → 10.0.2.105 TCP 74 50420 → 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460
            2 0.000300 {from} → 10.0.3.50 ICMP 102 Destination unreachable ({words})
            """, FindingCodes.IcmpRejected);

        Assert.Equal(code, finding.Facts["code"]);
    }

    [Fact]
    public void An_ICMP_error_that_can_be_of_two_conversations_is_of_neither()
    {
        Report report = Run("""
            1 0.000000 10.0.3.50 → 10.0.2.105 TCP 74 50420 → 4343 [SYN] Seq=0 Win=64240 Len=0 MSS=1460
            2 0.000100 10.0.3.50 → 10.0.2.105 TCP 74 50421 → 4344 [SYN] Seq=0 Win=64240 Len=0 MSS=1460
            3 0.000300 10.0.2.105 → 10.0.3.50 ICMP 102 Destination unreachable (Port unreachable)
            """);

        AssertUndecided(report);
    }

    [Fact]
    public void An_ICMP_error_in_a_detail_tree_is_of_the_conversation_it_quotes()
    {
        Finding finding = Find("""
            Frame 1: 74 bytes on wire (592 bits), 74 bytes captured (592 bits)
            Internet Protocol Version 4, Src: 10.0.3.50, Dst: 10.0.2.105
            Transmission Control Protocol, Src Port: 50420, Dst Port: 4343, Seq: 0, Len: 0
                Flags: 0x002 (SYN)
            Frame 2: 102 bytes on wire (816 bits), 102 bytes captured (816 bits)
            Internet Protocol Version 4, Src: 10.0.3.1, Dst: 10.0.3.50
            Internet Control Message Protocol
                Type: 3 (Destination unreachable)
                Code: 13 (Communication administratively filtered)
                Internet Protocol Version 4, Src: 10.0.3.50, Dst: 10.0.2.105
                Transmission Control Protocol, Src Port: 50420, Dst Port: 4343, Seq: 1
            """, FindingCodes.IcmpRejected);

        Assert.Equal("10.0.3.1", finding.Facts["from"]);
    }

    [Fact]
    public void An_HTTP_error_is_told_without_the_query()
    {
        Finding finding = Find(Opening + """
            4 0.000300 10.0.3.50 → 10.0.2.105 HTTP 157 GET /agent/status?key=secret HTTP/1.1
            5 0.000400 10.0.2.105 → 10.0.3.50 HTTP 165 HTTP/1.1 503 Service Unavailable  (text/html)
            """, FindingCodes.HttpError);

        Assert.Equal((503, "/agent/status"), (finding.Facts["status"], finding.Facts["target"]));
        Assert.Contains("503 Service Unavailable", finding.Title, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("No such name", 3)]
    [InlineData("Server failure", 2)]
    public void A_name_that_does_not_resolve_is_told(string words, int code)
    {
        Finding finding = Find($"""
            1 0.000000 10.0.3.50 → 10.0.2.53 DNS 75 Standard query 0x3e3a A policy.example
            2 0.000500 10.0.2.53 → 10.0.3.50 DNS 75 Standard query response 0x3e3a {words} A policy.example SOA ns.example
            """, FindingCodes.NameResolutionFailed);

        Assert.Equal(code, finding.Facts["responseCode"]);
    }

    [Theory]
    [InlineData(1, Confidence.Possible)]
    [InlineData(3, Confidence.Likely)]
    public void Connection_attempts_that_are_repeated_are_unanswered(int retries, Confidence confidence)
    {
        StringBuilder text = new("1 0.000000 10.0.3.50 → 10.0.2.105 TCP 74 50420 → 4343 [SYN] Seq=0 Win=64240 Len=0\n");
        for (int i = 1; i <= retries; i++)
        {
            text.Append(i + 1).Append(' ').Append(i).AppendLine(".000000 10.0.3.50 → 10.0.2.105 TCP 74 [TCP Retransmission] 50420 → 4343 [SYN] Seq=0 Win=64240 Len=0");
        }

        Assert.Equal(confidence, Find(text.ToString(), FindingCodes.TcpNoAnswer).Confidence);
    }

    [Fact]
    public void A_single_connection_attempt_says_nothing() =>
        AssertUndecided(Run("1 0.000000 10.0.3.50 → 10.0.2.105 TCP 74 50420 → 4343 [SYN] Seq=0 Win=64240 Len=0"));

    /// <inheritdoc/>
    public void Dispose() => _folder.Dispose();

    private static void AssertUndecided(Report report) =>
        Assert.Equal([FindingCodes.Inconclusive], report.Findings.Select(finding => finding.Code));

    private static string Renumber(string list)
    {
        string[] lines = list.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        return string.Join('\n', lines.Select((line, i) => $"{i + 7} 1{line.TrimStart()[3..]}"));
    }

    private Finding Find(string text, string code) => Assert.Single(Run(text).Findings, finding => finding.Code == code);

    private Report Run(string text) => DiagnosisEngine.Run(
        new DiagnosisOptions { Inputs = [new EvidenceInput(_folder.Write("list.txt", Encoding.UTF8.GetBytes(text)))] },
        cancellation: TestContext.Current.CancellationToken);
}
