using System.IO.Compression;
using Gatehouse.Capture;
using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;

namespace Gatehouse.Diagnosis.Tests.Inspection;

public sealed class InspectionEngineTests : IDisposable
{
    private const string PacketList = """
        No.  Time      Source      Destination  Protocol  Length  Info
        1    0.000000  10.0.3.50   10.0.2.105   TCP       66      50420 → 4343 [SYN] Seq=0 Win=8192 Len=0 MSS=1460
        2    0.000400  10.0.2.105  10.0.3.50    TCP       66      4343 → 50420 [SYN, ACK] Seq=0 Ack=1 Win=8192 Len=0 MSS=1460
        3    0.000500  10.0.3.50   10.0.2.105   TCP       54      50420 → 4343 [ACK] Seq=1 Ack=1 Win=65536 Len=0
        4    0.000900  10.0.3.50   10.0.2.105   TLSv1.2   200     Client Hello
        5    0.001300  10.0.2.105  10.0.3.50    TCP       54      4343 → 50420 [RST, ACK] Seq=1 Ack=147 Win=0 Len=0
        """;

    private const string FragmentList = """
        No.  Time      Source      Destination  Protocol  Length  Info
        3    0.000000  10.0.3.50   10.0.2.105   IPv4      1514    Fragmented IP protocol (proto=UDP 17, off=0, ID=9918) [Reassembled in #4]
        4    0.000400  10.0.3.50   10.0.2.105   UDP       1218    51000 → 9029 Len=2656
        5    1.000000  10.0.3.50   10.0.2.105   IPv4      1514    Fragmented IP protocol (proto=UDP 17, off=0, ID=9919)
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("gatehouse-").FullName;

    [Fact]
    public void Reads_printed_packets()
    {
        string path = Write("list.txt", System.Text.Encoding.UTF8.GetBytes(PacketList));

        TcpInspection connection = Assert.Single(Listing.Tcp(path));
        Assert.Equal(("10.0.3.50:50420", "10.0.2.105:4343", true, true), (connection.Client, connection.Server, connection.Opened, connection.Answered));
        Assert.Equal("server-rst", connection.EndedBy);
        TlsInspection tls = Assert.Single(Listing.Tls(path));
        Assert.Equal(("refused", 4L), (tls.Outcome, tls.ClientHello?.Frame));
        Assert.Null(tls.ClientHello?.LegacyVersion);
        Assert.Null(tls.ClientHello?.Ja3);
        Assert.Null(tls.ClientHello?.Ja4);
    }

    [Fact]
    public void Reads_printed_fragments()
    {
        string path = Write("list.txt", System.Text.Encoding.UTF8.GetBytes(FragmentList));

        FragmentsInspection[] datagrams = [.. Listing.Fragments(path)];
        Assert.Equal(["0x9918", "0x9919"], datagrams.Select(datagram => datagram.Id));
        Assert.Equal([true, false], datagrams.Select(datagram => datagram.Complete));
        Assert.Equal([new FragmentInspection(3, 0, 1480, More: true), new FragmentInspection(4, 1480, 1184, More: false)], datagrams[0].Fragments);
        Assert.Equal([1480, null], Assert.Single(datagrams[1].Missing));
    }

    [Fact]
    public void Reads_through_gzip()
    {
        string plain = Samples.Path("tls12-healthy.pcap");
        using MemoryStream compressed = new();
        using (GZipStream gzip = new(compressed, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(File.ReadAllBytes(plain));
        }

        string path = Write("tls12-healthy.pcap", compressed.ToArray());
        foreach (string kind in Listing.Kinds)
        {
            Assert.Equal(Listing.Json(kind, plain), Listing.Json(kind, path));
        }
    }

    [Fact]
    public void Numbers_streams_of_each_source_from_zero_and_names_the_source()
    {
        InspectionRequest request = new()
        {
            Inputs = [new EvidenceInput(Samples.Path("tls12-healthy.pcap"), "client"), new EvidenceInput(Samples.Path("tls13-healthy.pcap"))],
        };

        Assert.Equal(
            [("client", 0L), ("tls13-healthy", 0L)],
            InspectionEngine.Tls(request, TestContext.Current.CancellationToken).Select(record => (record.Source, record.Stream)));
    }

    [Fact]
    public void Hands_records_on_while_it_reads()
    {
        List<byte[]> frames = [];
        for (int i = 0; i < 40_000; i++)
        {
            frames.Add(PacketBuilder.Icmp("10.9.9.9", "10.0.0.1", 3, 1, 0, PacketBuilder.Udp("10.0.0.1", 40000, "10.0.0.2", (ushort)i, "x"u8)));
        }

        string path = Write("errors.pcap", CaptureBuilder.PcapOf(101, frames));
        long reported = -1;
        InspectionRequest request = new() { Inputs = [new EvidenceInput(path)], Progress = new Reports(progress => reported = progress.Position) };
        using IEnumerator<IcmpInspection> records = InspectionEngine.Icmp(request, TestContext.Current.CancellationToken).GetEnumerator();

        Assert.True(records.MoveNext());
        Assert.Equal(("10.0.0.1:40000", "10.0.0.2:0"), (records.Current.QuotedFrom, records.Current.QuotedTo));
        Assert.Equal(-1, reported);
    }

    [Fact]
    public void Says_what_was_lost()
    {
        string path = Write("cut.pcap", File.ReadAllBytes(Samples.Path("tls12-healthy.pcap"))[..1_000]);
        List<string> notices = [];
        InspectionRequest request = new() { Inputs = [new EvidenceInput(path)], Notice = notices.Add };

        Assert.Single(InspectionEngine.Tcp(request, TestContext.Current.CancellationToken).ToList());
        Assert.Contains("the file ends inside a record", Assert.Single(notices), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("story-b-client.log")]
    [InlineData("no-such-file.pcap")]
    public void Refuses_what_holds_no_packets(string sample)
    {
        CaptureException error = Assert.Throws<CaptureException>(() => Listing.Json("tls", Samples.Path(sample)).ToList());

        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public void Passes_over_what_holds_no_packets_in_a_folder()
    {
        Write("notes.txt", "nothing"u8.ToArray());
        File.Copy(Samples.Path("tls12-healthy.pcap"), Path.Combine(_folder, "trace"));
        List<string> notices = [];
        InspectionRequest request = new() { Inputs = [new EvidenceInput(_folder)], Notice = notices.Add };

        Assert.Single(InspectionEngine.Tls(request, TestContext.Current.CancellationToken));
        Assert.StartsWith("passed over: ", Assert.Single(notices), StringComparison.Ordinal);
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private string Write(string name, byte[] content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllBytes(path, content);
        return path;
    }

    private sealed class Reports(Action<ReadProgress> take) : IProgress<ReadProgress>
    {
        public void Report(ReadProgress value) => take(value);
    }
}
