using System.Buffers;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Gatehouse.Tests.Common;
using Gatehouse.Tests.Common.Captures;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Real endpoints (the platform's TLS stack) talk in memory, and the stream reader says what they did.</summary>
public sealed class RecordedHandshakeTests
{
    [Fact]
    public async Task Reads_a_real_TLS_1_2_handshake()
    {
        (X509Certificate2 leaf, X509Certificate2 authority) = TestCertificates.Issued("CN=Test CA", "CN=gw.example", "gw.example");
        using (leaf)
        using (authority)
        {
            RecordedHandshake recorded = await RecordedHandshake.RunAsync(
                Client(SslProtocols.Tls12), Server(SslProtocols.Tls12, leaf, authority));
            EventLog client = EventLog.Read(recorded.FromClient);
            EventLog server = EventLog.Read(recorded.FromServer);

            ClientHello hello = client.ClientHellos.Single();
            Assert.Equal("gw.example", hello.ServerName);
            Assert.Equal(["h2", "http/1.1"], hello.Alpn);
            Assert.Equal(TlsVersions.Tls12, hello.HighestVersion);
            Assert.Contains("ClientKeyExchange", client.Lines.Select(FirstWord));
            Assert.Equal(
                ["ChangeCipherSpec", "EncryptedHandshake", "ApplicationData", "Alert"],
                client.Lines.Select(FirstWord).TakeLast(4));

            ServerHello answer = server.ServerHellos.Single();
            Assert.Equal(TlsVersions.Tls12, answer.Version);
            Assert.Equal("h2", answer.Alpn);
            Assert.Contains(answer.CipherSuite, hello.CipherSuites);
            Assert.Equal("ServerHelloDone 0", server.Lines.Single(l => l.StartsWith("ServerHelloDone", StringComparison.Ordinal)));
            Assert.True(server.Alerts.Single().IsEncrypted);
            AssertChain(server.Certificates.Single(), leaf, authority);
            Assert.Null(client.Malformed);
            Assert.Null(server.Malformed);
        }
    }

    [Fact]
    public async Task Reads_a_real_TLS_1_3_handshake()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=gw.example", "gw.example");
        RecordedHandshake recorded = await RecordedHandshake.RunAsync(
            Client(SslProtocols.Tls13), Server(SslProtocols.Tls13, certificate));
        EventLog client = EventLog.Read(recorded.FromClient);
        EventLog server = EventLog.Read(recorded.FromServer);

        Assert.Equal(TlsVersions.Tls13, client.ClientHellos.Single().HighestVersion);
        Assert.Equal(TlsVersions.Tls13, server.ServerHellos.Single().Version);
        Assert.Equal(TlsVersions.Tls12, server.ServerHellos[0].LegacyVersion);
        Assert.Empty(server.Certificates);
        Assert.Equal("ApplicationData", FirstWord(client.Lines[^1]));
        Assert.DoesNotContain("EncryptedHandshake", client.Lines.Concat(server.Lines).Select(FirstWord));
        Assert.Null(client.Malformed);
        Assert.Null(server.Malformed);
    }

    [Fact]
    public async Task Reads_the_alert_of_a_server_that_shares_no_version()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=gw.example");
        RecordedHandshake recorded = await RecordedHandshake.RunAsync(
            Client(SslProtocols.Tls12), Server(SslProtocols.Tls13, certificate));
        EventLog server = EventLog.Read(recorded.FromServer);

        TlsAlert alert = server.Alerts.Single();
        Assert.True(alert.IsFatal);
        Assert.Contains(alert.Name, (string[])["protocol_version", "handshake_failure"]);
        Assert.Empty(server.ServerHellos);
    }

    [Fact]
    public async Task Reads_real_handshakes_the_same_in_small_pieces()
    {
        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=gw.example", "gw.example");
        RecordedHandshake recorded = await RecordedHandshake.RunAsync(
            Client(SslProtocols.Tls12), Server(SslProtocols.Tls12, certificate));
        TlsStream stream = new();
        EventLog pieces = new();
        foreach (byte[] piece in recorded.FromServer.Chunk(7))
        {
            stream.Push(piece, pieces);
        }

        Assert.Equal(EventLog.Read(recorded.FromServer).Lines, pieces.Lines);
        Assert.Equal(0, stream.BufferedBytes);
    }

    [Fact]
    public async Task Agrees_with_tshark_on_JA3_and_suites()
    {
        if (!Tshark.IsAvailable)
        {
            Assert.Skip("tshark is not installed");
        }

        using X509Certificate2 certificate = TestCertificates.SelfSigned("CN=gw.example");
        List<byte[]> flights = [HelloBuilder.ClientHelloRecord()];
        SslProtocols[] choices = [SslProtocols.Tls12, SslProtocols.Tls13, SslProtocols.Tls12 | SslProtocols.Tls13];
        foreach (SslProtocols protocols in choices)
        {
            flights.Add((await RecordedHandshake.RunAsync(Client(protocols), Server(protocols, certificate))).FromClient);
        }

        foreach (byte[] flight in flights)
        {
            byte[] firstRecord = flight[..(5 + (flight[3] << 8) + flight[4])];
            byte[] segment = PacketBuilder.Tcp("10.0.0.1", 50000, "10.0.0.2", 443, 0x18, sequence: 1, acknowledgment: 1, payload: firstRecord);
            string[] row = Tshark.Fields(CaptureBuilder.PcapOf(101, [segment]), "tls.handshake.ja3", "tls.handshake.ciphersuite").Single();

            ClientHello hello = EventLog.Read(flight).ClientHellos[0];
            string suites = string.Join(',', hello.CipherSuites.Select(s => $"0x{s:x4}"));
            Assert.Equal($"{Ja3.Compute(hello)} {suites}", string.Join(' ', row));
        }
    }

    private static SslClientAuthenticationOptions Client(SslProtocols protocols) => new()
    {
        TargetHost = "gw.example",
        EnabledSslProtocols = protocols,
        ApplicationProtocols = [SslApplicationProtocol.Http2, SslApplicationProtocol.Http11],
        RemoteCertificateValidationCallback = static (_, certificate, _, _) => certificate is not null,
    };

    private static SslServerAuthenticationOptions Server(
        SslProtocols protocols, X509Certificate2 leaf, params X509Certificate2[] chain) => new()
        {
            EnabledSslProtocols = protocols,
            ApplicationProtocols = [SslApplicationProtocol.Http2],
            ServerCertificateContext = SslStreamCertificateContext.Create(leaf, [.. chain], offline: true),
        };

    private static void AssertChain(byte[] body, X509Certificate2 leaf, X509Certificate2 authority)
    {
        Assert.Equal(OperationStatus.Done, CertificateMessage.Read(body, out CertificateChain chain, out _));
        List<string> hashes = [];
        foreach (ReadOnlySpan<byte> der in chain)
        {
            hashes.Add(CertificateReader.Read(der).Sha256);
        }

        string[] expected =
        [
            leaf.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant(),
            authority.GetCertHashString(System.Security.Cryptography.HashAlgorithmName.SHA256).ToLowerInvariant(),
        ];
        Assert.Equal(expected[..hashes.Count], hashes);
        Assert.NotEmpty(hashes);
    }

    private static string FirstWord(string line) => line.Split(' ')[0];
}
