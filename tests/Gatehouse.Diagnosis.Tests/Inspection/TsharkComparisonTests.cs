using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Compares what <c>inspect</c> lists with what tshark dissects, field by field, on every sample.</summary>
public sealed class TsharkComparisonTests
{
    // What the lab's servers listen on says nothing to tshark, or the wrong thing where a client spoke TLS to a port of HTTP.
    private static readonly string[] TlsPort = ["-d", "tcp.port==4343,tls"];
    private static readonly string[] HttpPortSpokenTlsTo = ["-d", "tcp.port==8080,tls"];

    public static TheoryData<string> Captures() => [.. Samples.Captures];

    [Theory]
    [MemberData(nameof(Captures))]
    public void Lists_the_TLS_that_tshark_dissects(string sample)
    {
        SkipWithoutTshark();
        string path = Samples.Path(sample);
        bool toHttpPort = sample.StartsWith("tls-on-http-port", StringComparison.Ordinal);
        IReadOnlyList<string> expected = TsharkTls.Facts(path, toHttpPort ? HttpPortSpokenTlsTo : TlsPort);
        if (sample == "tls12-snap96.pcap")
        {
            // Of a direction whose octets were cut nothing more is read; tshark takes the next segment for the start of a record,
            // which happens to be right for the two alerts at the end.
            Assert.All(expected, fact => Assert.EndsWith("encrypted", fact, StringComparison.Ordinal));
            expected = [];
        }

        Assert.Equal(expected, TsharkTls.Facts(Listing.Tls(path), "tcp"));
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Lists_the_fragments_that_tshark_dissects(string sample)
    {
        SkipWithoutTshark();
        string path = Samples.Path(sample);
        FragmentsInspection[] records = [.. Listing.Fragments(path)];

        Assert.Equal(TsharkFragments.Pieces(path), TsharkFragments.Pieces(records));
        if (records.Length > 0)
        {
            Assert.Equal(TsharkFragments.Datagrams(path), TsharkFragments.Datagrams(records));
        }
    }

    [Theory]
    [MemberData(nameof(Captures))]
    public void Lists_the_connections_that_tshark_follows(string sample)
    {
        SkipWithoutTshark();
        string path = Samples.Path(sample);

        Assert.Equal(TsharkTcp.Facts(path), TsharkTcp.Facts(Listing.Tcp(path)));
    }

    private static void SkipWithoutTshark()
    {
        if (!Tshark.IsAvailable)
        {
            Assert.Skip("tshark is not installed");
        }
    }
}
