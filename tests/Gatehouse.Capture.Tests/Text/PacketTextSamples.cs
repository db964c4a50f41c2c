namespace Gatehouse.Capture.Tests.Text;

/// <summary>Printed packets made up for the tests, in the layouts Wireshark and tshark produce.</summary>
internal static class PacketTextSamples
{
    /// <summary>A list line and a folded-open tree: a client of TLS 1.2 whose conversation ended in TLS 1.1, so every label says so.</summary>
    public const string ClientHello = """
        09:12:40.250000    21   3.500000   192.0.2.10    192.0.2.200   TLSv1.1   180   Client Hello

        Frame 21: 180 bytes on wire (1440 bits), 180 bytes captured (1440 bits) on interface 0
        Ethernet II, Src: Example_00:00:01 (02:00:00:00:00:01), Dst: Example_00:00:02 (02:00:00:00:00:02)
        Internet Protocol Version 4, Src: 192.0.2.10, Dst: 192.0.2.200
        Transmission Control Protocol, Src Port: 40001, Dst Port: 8443, Seq: 1, Ack: 1, Len: 126
        Secure Sockets Layer
            TLSv1.1 Record Layer: Handshake Protocol: Client Hello
                Content Type: Handshake (22)
                Version: TLS 1.0 (0x0301)
                Length: 121
                Handshake Protocol: Client Hello
                    Handshake Type: Client Hello (1)
                    Length: 117
                    Version: TLS 1.2 (0x0303)
                    Random: 5e0c11acaabbccddeeff00112233445566778899aabbccd...
                    Session ID Length: 0
                    Cipher Suites Length: 4
                    Cipher Suites (2 suites)
                        Cipher Suite: TLS_RSA_WITH_AES_128_GCM_SHA256 (0x009c)
                        Cipher Suite: TLS_RSA_WITH_AES_128_CBC_SHA (0x002f)
                    Extensions Length: 60
                    Extension: server_name (len=18)
                        Type: server_name (0)
                        Server Name Indication extension
                            Server Name: gate.example
                    Extension: SessionTicket TLS (len=0)
                    Extension: Unknown type 17 (len=2)
                    Extension: elliptic_curves (len=6)
                        Type: elliptic_curves (10)
                            Elliptic curve: secp256r1 (0x0017)
                    Extension: something_new (len=0)
                        Type: something_new (4711)
                    Extension: renegotiation_info (len=1)
        """;

    /// <summary>The answer: the tree shows the ServerHello only, the list line names the rest of the flight.</summary>
    public const string ServerHello = """
        09:12:40.260000    23   3.510000   192.0.2.200    192.0.2.10   TLSv1.1   900   Server Hello, Certificate, Server Hello Done

        Frame 23: 900 bytes on wire (7200 bits), 900 bytes captured (7200 bits) on interface 0
        Internet Protocol Version 4, Src: 192.0.2.200, Dst: 192.0.2.10
        Transmission Control Protocol, Src Port: 8443, Dst Port: 40001, Seq: 1461, Ack: 127, Len: 846
        Secure Sockets Layer
            TLSv1.1 Record Layer: Handshake Protocol: Multiple Handshake Messages
                Content Type: Handshake (22)
                Version: TLS 1.1 (0x0302)
                Handshake Protocol: Server Hello
                    Handshake Type: Server Hello (2)
                    Version: TLS 1.1 (0x0302)
                    Random: 5e0c11ac00112233445566778899aabbccddeeff0011223...
                    Session ID Length: 32
                    Cipher Suite: TLS_RSA_WITH_AES_128_CBC_SHA (0x002f)
                    Extension: application_layer_protocol_negotiation (len=5)
                        ALPN Next Protocol: h2
        """;

    /// <summary>The three segments that open the connection of <see cref="ClientHello"/>.</summary>
    public const string Opening = """
        09:12:40.200000    18   3.450000   192.0.2.10    192.0.2.200   TCP   66   40001 → 8443 [SYN] Seq=0 Win=64240 Len=0 MSS=1460 WS=256 SACK_PERM=1
        09:12:40.201000    19   3.451000   192.0.2.200    192.0.2.10   TCP   66   8443 → 40001 [SYN, ACK] Seq=0 Ack=1 Win=8192 Len=0 MSS=1380 WS=256 SACK_PERM=119
        09:12:40.202000    20   3.452000   192.0.2.10    192.0.2.200   TCP   54   40001 → 8443 [ACK] Seq=1 Ack=1 Win=263168 Len=0
        """;

    /// <summary>An article around all of them.</summary>
    public static string Article { get; } =
        $"Hướng dẫn: máy trạm không kết nối được\r\n\r\n  • Bắt tay ba bước\r\n{Opening}\r\n\r\n下面是客户端的 Client Hello，版本为 TLS 1.0。\r\n"
        + $"{ClientHello}\r\n  • The server answers (see 10.0.0.1 -> 10.0.0.2):\r\n{ServerHello}\r\n\r\nKết thúc.\r\n";
}
