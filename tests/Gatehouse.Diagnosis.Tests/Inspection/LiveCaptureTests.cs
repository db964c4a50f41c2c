using Gatehouse.Diagnosis.Inspection;
using Gatehouse.Tests.Common;

namespace Gatehouse.Diagnosis.Tests.Inspection;

/// <summary>Records real programs while the test runs and compares what <c>inspect</c> lists with what tshark dissects.</summary>
public sealed class LiveCaptureTests
{
    private const string Weak = "ALL:@SECLEVEL=0";

    [Fact]
    public void Lists_TLS_of_every_version_as_tshark_dissects_it()
    {
        using LiveNetwork network = StartOrSkip();
        StartServer(network, "4433");
        // Each says something, for a client that closes at once has refused the certificate without a word.
        foreach (string version in new[] { "-tls1", "-tls1_1", "-tls1_2", "-tls1_3" })
        {
            string client = $"openssl s_client -connect 127.0.0.1:4433 {version} -cipher {Weak} -servername policy.example -alpn h2,http/1.1";
            Assert.True(network.Run("bash", "-c", $"echo hello | {client}"), version);
        }

        // A client that knows no authority refuses the certificate with an alert, in both framings.
        network.Run("openssl", "s_client", "-connect", "127.0.0.1:4433", "-tls1_2", "-cipher", Weak, "-verify_return_error", "-noservername");
        network.Run("openssl", "s_client", "-connect", "127.0.0.1:4433", "-tls1_3", "-verify_return_error");
        network.Finish();

        TlsInspection[] records = [.. Listing.Tls(network.Capture)];
        Assert.Equal(["0301", "0302", "0303", "0304", "0303", "0304"], records.Select(record => record.ServerHello?.Version));
        Assert.Equal(
            ["established", "established", "established", "established", "aborted", "aborted"], records.Select(record => record.Outcome));
        Assert.Equal(TsharkTls.Facts(network.Capture, "-d", "tcp.port==4433,tls"), TsharkTls.Facts(records, "tcp"));
        Assert.Equal(TsharkTcp.Facts(network.Capture), TsharkTcp.Facts(Listing.Tcp(network.Capture)));
    }

    [Fact]
    public void Lists_DTLS_as_tshark_dissects_it()
    {
        using LiveNetwork network = StartOrSkip();
        StartServer(network, "4434", "-dtls1_2");
        Assert.True(network.Run("openssl", "s_client", "-connect", "127.0.0.1:4434", "-dtls1_2", "-servername", "policy.example"));
        network.Finish();

        TlsInspection record = Assert.Single(Listing.Tls(network.Capture));
        Assert.Equal(("udp", "established", "fefd"), (record.Protocol, record.Outcome, record.ServerHello?.Version));
        Assert.StartsWith("dd2d", record.ClientHello?.Ja4, StringComparison.Ordinal);

        // tshark puts certificates together over datagrams, we do not.
        Assert.Equal(
            TsharkTls.DatagramFacts(network.Capture, "-d", "udp.port==4434,dtls").Where(fact => !fact.Contains("certificates", StringComparison.Ordinal)),
            TsharkTls.Facts([record], "udp"));
    }

    [Theory]
    [InlineData("127.0.0.1", "ip.fragments")]
    [InlineData("::1", "ipv6.fragments")]
    public void Lists_fragments_as_tshark_dissects_them(string address, string reassembled)
    {
        using LiveNetwork network = StartOrSkip();
        foreach (int length in new[] { 1_000, 2_000, 2_656, 9_000 })
        {
            // Nobody listens, so ICMP errors with quoted first fragments come back.
            Assert.True(network.Run("bash", "-c", $"dd if=/dev/zero bs={length} count=1 status=none > /dev/udp/{address}/9029"));
        }

        network.Finish();

        FragmentsInspection[] records = [.. Listing.Fragments(network.Capture)];
        Assert.Equal([2_008, 2_664, 9_008], records.Select(record => record.TotalBytes ?? 0));
        Assert.All(records, record => Assert.True(record.Complete));
        Assert.Equal(TsharkFragments.Pieces(network.Capture), TsharkFragments.Pieces(records));
        Assert.Equal(3, Tshark.Fields(network.Capture, ["-Y", $"{reassembled} && !icmp && !icmpv6"], "frame.number").Count);
        Assert.Equal(TsharkFragments.Datagrams(network.Capture), TsharkFragments.Datagrams(records));
    }

    private static LiveNetwork StartOrSkip()
    {
        if (!Tshark.IsAvailable)
        {
            Assert.Skip("tshark is not installed");
        }

        (LiveNetwork? network, string reason) = LiveNetwork.Start();
        if (network is null)
        {
            Assert.Skip(reason);
        }

        return network!;
    }

    private static void StartServer(LiveNetwork network, string port, params string[] options)
    {
        string key = network.FileFor("key.pem");
        string certificate = network.FileFor("certificate.pem");
        Assert.True(network.Run(
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=policy.example", "-keyout", key, "-out", certificate));
        Assert.True(network.StartAndWait(
            "ACCEPT", ["openssl", "s_server", "-accept", $"127.0.0.1:{port}", "-cert", certificate, "-key", key, "-cipher", Weak, .. options]));
    }
}
