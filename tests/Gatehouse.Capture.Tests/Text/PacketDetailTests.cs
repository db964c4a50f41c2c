using Gatehouse.Capture.Text;
using Gatehouse.Wire.Ip;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Capture.Tests.Text;

public sealed class PacketDetailTests
{
    [Fact]
    public void Joins_list_line_and_tree_of_one_frame()
    {
        TextFrame frame = Assert.Single(PacketTextReader.Read(PacketTextSamples.ClientHello).Frames);

        Assert.Equal(21, frame.Number);
        Assert.Equal(3.5, frame.Relative);
        Assert.Equal("192.0.2.10:40001", frame.Source.ToString());
        Assert.Equal("192.0.2.200:8443", frame.Destination.ToString());
        Assert.Equal(new TextTcp(TcpFlags.Ack, 1, 1, null, 126, null), frame.Tcp);
        Assert.Equal("Client Hello", frame.Info);
    }

    [Theory]
    [InlineData("as printed")]
    [InlineData("no indentation")]
    [InlineData("tabs")]
    [InlineData("quoted")]
    public void Takes_versions_from_fields_whatever_labels_and_indentation_say(string form)
    {
        string text = PacketTextSamples.ClientHello;
        text = form switch
        {
            "no indentation" => string.Join('\n', text.Split('\n').Select(line => line.Trim())),
            "tabs" => text.Replace("    ", "\t", StringComparison.Ordinal),
            "quoted" => string.Join("\r\n", text.Split('\n').Select(line => "> " + line)),
            _ => text,
        };

        ClientHello hello = Assert.Single(Assert.Single(PacketTextReader.Read(text).Frames).Tls).ClientHello!;

        Assert.Equal(TlsVersions.Tls12, hello.LegacyVersion);
        Assert.Equal(TlsVersions.Tls10, hello.RecordVersion);
        Assert.Equal(23, hello.Random.Length);
        Assert.Equal([0x009c, 0x002f], hello.CipherSuites);
        Assert.Equal(2, hello.CipherSuiteCount);
        Assert.Equal([0, 35, 17, 10, 4711, 65281], hello.Extensions);
        Assert.Equal("gate.example", hello.ServerName);
        Assert.Equal([0x0017], hello.Groups);
    }

    [Fact]
    public void Adds_messages_that_only_the_list_line_names()
    {
        TextFrame frame = Assert.Single(PacketTextReader.Read(PacketTextSamples.ServerHello).Frames);

        Assert.Equal(3, frame.Tls.Count);
        ServerHello hello = frame.Tls[0].ServerHello!;
        Assert.Equal(TlsVersions.Tls11, hello.Version);
        Assert.Equal(0x002f, hello.CipherSuite);
        Assert.Equal(32, hello.SessionIdLength);
        Assert.Equal("h2", hello.Alpn);
        Assert.Equal(HandshakeType.Certificate, frame.Tls[1].Handshake);
        Assert.Equal(HandshakeType.ServerHelloDone, frame.Tls[2].Handshake);
    }

    [Fact]
    public void Counts_suites_that_are_folded_away()
    {
        string text = string.Join('\n', PacketTextSamples.ClientHello.Split('\n').Where(line => !line.Contains("Suite:", StringComparison.Ordinal)))
            .Replace("(2 suites)", "(7 suites)", StringComparison.Ordinal);

        ClientHello hello = PacketTextReader.Read(text).Frames[0].Tls[0].ClientHello!;

        Assert.Equal(7, hello.CipherSuiteCount);
        Assert.Empty(hello.CipherSuites);
    }

    [Fact]
    public void Reads_fields_that_stand_one_on_a_line()
    {
        const string text = """
            Frame 5 (74 bytes on wire, 74 bytes captured)
                Arrival Time: Jan  2, 2020 03:04:05.000006000 UTC
                [Time since reference or first frame: 514.000 microseconds]
            Internet Protocol Version 4, Src: 192.0.2.1 (192.0.2.1), Dst: 192.0.2.2 (192.0.2.2)
                0100 .... = Version: 4
                Total Length: 60
                Identification: 0x3a2f (14895)
                Flags: 0x2000, More fragments
                    ..1. .... .... .... = More fragments: Set
                ...0 0000 1011 1001 = Fragment offset: 185
            Transmission Control Protocol
            Transmission Control Protocol, Src Port: 50420 (50420), Dst Port: https (443), Seq: 0, Len: 0
                Flags: 0x012 (SYN, ACK)
                Acknowledgment number: 0
                [Calculated window size: 8192]
                Maximum segment size: 1380 bytes
            """;

        TextFrame frame = Assert.Single(PacketTextReader.Read(text).Frames);

        Assert.Equal(74, frame.Length);
        Assert.Equal("2020-01-02T03:04:05.000006Z", frame.Time.ToString());
        Assert.Equal(0.000514, frame.Relative!.Value, 9);
        Assert.Equal(new TextFragment(0x3a2f, 1480, 40, true), frame.Fragment);
        Assert.Equal("192.0.2.2:443", frame.Destination.ToString());
        Assert.Equal(new TextTcp(TcpFlags.Syn | TcpFlags.Ack, 0, null, 8192, 0, 1380), frame.Tcp);
    }

    [Fact]
    public void Leaves_the_packet_inside_an_icmp_message_alone()
    {
        const string text = """
            Frame 3: 70 bytes on wire (560 bits), 70 bytes captured (560 bits)
            Internet Protocol Version 4, Src: 192.0.2.2, Dst: 192.0.2.1
                Identification: 0x0007 (7)
            Internet Control Message Protocol
                Type: 3 (Destination unreachable)
                Code: 3 (Port unreachable)
                Internet Protocol Version 4, Src: 192.0.2.1, Dst: 192.0.2.2
                    ..1. .... = More fragments: Set
                User Datagram Protocol, Src Port: 51000, Dst Port: 9029
            """;

        TextFrame frame = Assert.Single(PacketTextReader.Read(text).Frames);

        Assert.Equal("192.0.2.2:0", frame.Source.ToString());
        Assert.Equal(IpProtocol.Icmp, frame.Protocol);
        Assert.Equal("Destination unreachable (Port unreachable)", frame.Info);
        Assert.Null(frame.Fragment);
        Assert.Null(frame.UdpLength);
    }

    [Fact]
    public void Reads_tls_13_from_the_extension()
    {
        const string text = """
            Frame 4: 401 bytes on wire (3208 bits), 401 bytes captured (3208 bits)
            Internet Protocol Version 6, Src: 2001:db8::1, Dst: 2001:db8::2
            Transmission Control Protocol, Src Port: 45440, Dst Port: 443, Seq: 1, Ack: 1, Len: 327
            Transport Layer Security
                TLSv1.3 Record Layer: Handshake Protocol: Client Hello
                    Version: TLS 1.0 (0x0301)
                    Handshake Protocol: Client Hello
                        Version: TLS 1.2 (0x0303)
                            [Expert Info (Chat/Deprecated): Version: not this one (0x0000)]
                        Extension: Reserved (GREASE) (len=0)
                            Type: Reserved (GREASE) (2570)
                        Extension: supported_versions (len=5) TLS 1.3, TLS 1.2
                            Type: supported_versions (43)
                            Supported Version: TLS 1.3 (0x0304)
                            Supported Version: TLS 1.2 (0x0303)
                        Extension: encrypted_client_hello (len=100)
            Frame 6: 401 bytes on wire (3208 bits), 401 bytes captured (3208 bits)
            Internet Protocol Version 6, Src: 2001:db8::2, Dst: 2001:db8::1
            Transmission Control Protocol, Src Port: 443, Dst Port: 45440, Seq: 1, Ack: 328, Len: 200
            Transport Layer Security
                TLSv1.3 Record Layer: Handshake Protocol: Server Hello
                    Version: TLS 1.2 (0x0303)
                    Handshake Protocol: Server Hello
                        Version: TLS 1.2 (0x0303)
                        Cipher Suite: TLS_AES_256_GCM_SHA384 (0x1302)
                        Extension: supported_versions (len=2)
                TLSv1.3 Record Layer: Change Cipher Spec Protocol: Change Cipher Spec
                TLSv1.3 Record Layer: Application Data Protocol: http-over-tls
            """;

        IReadOnlyList<TextFrame> frames = PacketTextReader.Read(text).Frames;

        ClientHello client = Assert.Single(frames[0].Tls).ClientHello!;
        Assert.Equal(TlsVersions.Tls13, client.HighestVersion);
        Assert.Equal([TlsVersions.Tls13, TlsVersions.Tls12], client.SupportedVersions);
        Assert.Equal([0x0A0A, 43, 65037], client.Extensions);
        Assert.True(client.HasEncryptedClientHello);
        Assert.Equal(3, frames[1].Tls.Count);
        Assert.Equal(TlsVersions.Tls13, frames[1].Tls[0].ServerHello!.Version);
        Assert.Equal(TlsVersions.Tls12, frames[1].Tls[0].ServerHello!.LegacyVersion);
        Assert.True(frames[1].Tls[1].ChangeCipherSpec);
        Assert.True(frames[1].Tls[2].ApplicationData);
    }

    [Fact]
    public void Reads_folded_records_and_alerts()
    {
        const string text = """
            8 0.5 192.0.2.2 → 192.0.2.1 TLSv1.2 61 Alert (Level: Warning, Description: Close Notify)
            Transmission Control Protocol, Src Port: 443, Dst Port: 50420, Seq: 1, Ack: 9, Len: 7
            Transport Layer Security
                TLSv1.2 Record Layer: Handshake Protocol: Client Key Exchange
                TLSv1.2 Record Layer: Handshake Protocol: Encrypted Handshake Message
                TLSv1.2 Record Layer: Alert (Level: Fatal, Description: Certificate Unknown)
                    Content Type: Alert (21)
                    Version: TLS 1.2 (0x0303)
                    Alert Message
                        Level: Fatal (2)
                        Description: Certificate Unknown (46)
            """;

        TextFrame frame = Assert.Single(PacketTextReader.Read(text).Frames);

        Assert.Equal("192.0.2.2:443", frame.Source.ToString());
        Assert.Equal(3, frame.Tls.Count);
        Assert.Equal(HandshakeType.ClientKeyExchange, frame.Tls[0].Handshake);
        Assert.True(frame.Tls[1].EncryptedHandshake);
        Assert.Equal(new TlsAlert(2, 46, IsEncrypted: false), frame.Tls[2].Alert);
    }

    [Fact]
    public void Puts_a_random_printed_in_two_parts_together()
    {
        const string text = """
            TLSv1 Record Layer: Handshake Protocol: Client Hello
                Handshake Protocol: Client Hello
                    Version: TLS 1.0 (0x0301)
                    Random
                        GMT Unix Time: May  2, 2018 18:19:56.000000000 UTC
                        Random Bytes: 0102030405060708090a0b0c0d0e0f101112131415161718191a1b1c
            """;

        ClientHello hello = PacketTextReader.Read(text).Frames[0].Tls[0].ClientHello!;

        Assert.Equal("5AEA014C0102030405060708090A0B0C0D0E0F101112131415161718191A1B1C", Convert.ToHexString(hello.Random));
    }

    [Fact]
    public void Says_which_extensions_it_could_not_number()
    {
        const string text = "TLSv1.2 Record Layer: Handshake Protocol: Client Hello\nHandshake Protocol: Client Hello\nExtension: brand_new (len=1)\n";

        PacketText read = PacketTextReader.Read(text);

        Assert.Empty(read.Frames[0].Tls[0].ClientHello!.Extensions);
        Assert.Contains("1 TLS extensions", read.Notes[0], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("    ")]
    [InlineData("")]
    public void Reads_dns_trees(string indent)
    {
        string text = $"""
            Frame 1: 75 bytes on wire (600 bits), 75 bytes captured (600 bits)
            Internet Protocol Version 4, Src: 10.0.3.50, Dst: 10.0.0.53
            User Datagram Protocol, Src Port: 50000, Dst Port: 53
            Domain Name System (query)
            {indent}Transaction ID: 0x3e3a
            {indent}Flags: 0x0100 Standard query
            {indent}Queries
            {indent}{indent}Policy.example: type A, class IN
            {indent}{indent}{indent}Name: Policy.example
            {indent}{indent}{indent}Type: A (Host Address) (1)
            Frame 2: 105 bytes on wire (840 bits), 105 bytes captured (840 bits)
            Internet Protocol Version 4, Src: 10.0.0.53, Dst: 10.0.3.50
            User Datagram Protocol, Src Port: 53, Dst Port: 50000
            Domain Name System (response)
            {indent}Flags: 0x8180 Standard query response, No error
            {indent}{indent}.... .... .... 0000 = Reply code: No error (0)
            {indent}Queries
            {indent}{indent}policy.example: type A, class IN
            {indent}Answers
            {indent}{indent}policy.example: type CNAME, class IN, cname host.example
            {indent}{indent}host.example: type A, class IN, addr 10.0.2.105
            {indent}{indent}{indent}Address: 10.0.2.105
            {indent}Additional records
            {indent}{indent}ns.example: type A, class IN, addr 10.0.0.53
            Frame 3: 75 bytes on wire (600 bits), 75 bytes captured (600 bits)
            Internet Protocol Version 4, Src: 10.0.0.53, Dst: 10.0.3.50
            User Datagram Protocol, Src Port: 53, Dst Port: 50001
            Domain Name System (response)
            {indent}Flags: 0x8183 Standard query response, No such name
            {indent}Queries
            {indent}{indent}gone.example: type AAAA, class IN
            """;

        PacketText read = PacketTextReader.Read(text);

        Assert.Equal(
            ["False policy.example 1 0 ", "True policy.example 1 0 10.0.2.105", "True gone.example 28 3 "],
            read.Frames.Select(frame => frame.Dns!).Select(dns => $"{dns.IsResponse} {dns.Name} {dns.Type} {dns.Code} {string.Join(' ', dns.Addresses)}"));
        Assert.Equal(0, read.Unread);
    }
}
