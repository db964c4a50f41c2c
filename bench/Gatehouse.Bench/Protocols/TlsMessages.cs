using Gatehouse.Bench.Output;

namespace Gatehouse.Bench.Protocols;

/// <summary>Builds the handshake flights of TLS 1.2 and 1.3 as records (RFC 5246, RFC 8446); what would be encrypted is random octets.</summary>
internal sealed class TlsMessages(Xorshift random, ServerCertificates certificates)
{
    private const int Handshake = 22;
    private const int ApplicationData = 23;
    private const int Alert = 21;
    private const int Version12 = 0x0303;
    private const int KeyShareHybrid = 0x11EC;
    private const int KeyShareHybridSize = 1216;
    private const int X25519 = 0x001D;

    private static readonly int[] BrowserSuites =
        [0x1301, 0x1302, 0x1303, 0xC02B, 0xC02F, 0xC02C, 0xC030, 0xCCA9, 0xCCA8, 0xC013, 0xC014, 0x009C, 0x009D, 0x002F, 0x0035];

    private static readonly int[] SystemSuites =
        [0xC02C, 0xC02B, 0xC030, 0xC02F, 0x009F, 0x009E, 0xC024, 0xC023, 0xC028, 0xC027, 0xC00A, 0xC009, 0xC014, 0xC013, 0x009D, 0x009C,
         0x003D, 0x003C, 0x0035, 0x002F, 0x000A];

    private static readonly int[] SignatureAlgorithms = [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601];

    private readonly ByteBuilder _out = new();

    /// <summary>A ClientHello with a server name. In TLS 1.3 with GREASE, and now and then with a hybrid key share that needs two segments.</summary>
    public ReadOnlySpan<byte> ClientHello(string serverName, TlsFlavor flavor, bool hybrid)
    {
        _out.Clear();
        int record = OpenRecord(Handshake, 0x0301);
        int message = OpenMessage(1);
        bool modern = flavor == TlsFlavor.Tls13;
        _out.U16(flavor == TlsFlavor.Tls11 ? 0x0302 : Version12).Random(random, 32);
        _out.U8(modern ? 32 : 0).Random(random, modern ? 32 : 0);
        int grease = 0x0A0A + 0x1010 * random.Below(16);
        int suites = _out.Open(2);
        if (modern)
        {
            _out.U16(grease);
        }

        foreach (int suite in modern ? BrowserSuites : SystemSuites)
        {
            _out.U16(suite);
        }

        _out.Close(suites, 2).U8(1).U8(0);
        int extensions = _out.Open(2);
        HelloExtensions(serverName, modern, hybrid, grease, flavor != TlsFlavor.Tls11);
        _out.Close(extensions, 2).Close(message, 3).Close(record, 2);
        return _out.Octets;
    }

    /// <summary>ServerHello, Certificate (leaf and issuer), ServerKeyExchange and ServerHelloDone, one record each.</summary>
    public ReadOnlySpan<byte> ServerFlight12(int server)
    {
        _out.Clear();
        int record = OpenRecord(Handshake, Version12);
        ServerHello(0xC02F, sessionId: 32, modern: false);
        _out.Close(record, 2);

        record = OpenRecord(Handshake, Version12);
        int message = OpenMessage(11);
        int list = _out.Open(3);
        int certificate = _out.Open(3);
        _out.Bytes(certificates.Leaf(server)).Close(certificate, 3);
        certificate = _out.Open(3);
        _out.Bytes(certificates.Issuer).Close(certificate, 3);
        _out.Close(list, 3).Close(message, 3).Close(record, 2);
        record = OpenRecord(Handshake, Version12);
        message = OpenMessage(12);
        _out.U8(3).U16(X25519).U8(32).Random(random, 32).U16(0x0804).U16(256).Random(random, 256);
        _out.Close(message, 3).Close(record, 2);
        record = OpenRecord(Handshake, Version12);
        message = OpenMessage(14);
        _out.Close(message, 3).Close(record, 2);
        return _out.Octets;
    }

    /// <summary>ClientKeyExchange, ChangeCipherSpec, Finished (encrypted).</summary>
    public ReadOnlySpan<byte> ClientFinish12()
    {
        _out.Clear();
        int record = OpenRecord(Handshake, Version12);
        int message = OpenMessage(16);
        _out.U8(32).Random(random, 32).Close(message, 3).Close(record, 2);
        ChangeCipherSpec();
        Encrypted(Handshake, 40);
        return _out.Octets;
    }

    /// <summary>NewSessionTicket, ChangeCipherSpec, Finished (encrypted).</summary>
    public ReadOnlySpan<byte> ServerFinish12()
    {
        _out.Clear();
        int record = OpenRecord(Handshake, Version12);
        int message = OpenMessage(4);
        _out.U16(0).U16(7200).U16(192).Random(random, 192).Close(message, 3).Close(record, 2);
        ChangeCipherSpec();
        Encrypted(Handshake, 40);
        return _out.Octets;
    }

    /// <summary>ServerHello, ChangeCipherSpec and the encrypted rest of the server's flight.</summary>
    public ReadOnlySpan<byte> ServerFlight13(int server)
    {
        _out.Clear();
        int record = OpenRecord(Handshake, Version12);
        ServerHello(0x1301, sessionId: 32, modern: true);
        _out.Close(record, 2);
        ChangeCipherSpec();
        Encrypted(ApplicationData, 32);
        Encrypted(ApplicationData, certificates.Leaf(server).Length + certificates.Issuer.Length + 31);
        Encrypted(ApplicationData, 281);
        Encrypted(ApplicationData, 53);
        return _out.Octets;
    }

    public ReadOnlySpan<byte> ClientFinish13()
    {
        _out.Clear();
        ChangeCipherSpec();
        Encrypted(ApplicationData, 53);
        return _out.Octets;
    }

    public ReadOnlySpan<byte> Data(int length)
    {
        _out.Clear();
        Encrypted(ApplicationData, length);
        return _out.Octets;
    }

    public ReadOnlySpan<byte> CloseNotify(bool modern)
    {
        _out.Clear();
        Encrypted(modern ? ApplicationData : Alert, modern ? 19 : 26);
        return _out.Octets;
    }

    public ReadOnlySpan<byte> FatalAlert(int description)
    {
        _out.Clear();
        int record = OpenRecord(Alert, Version12);
        _out.U8(2).U8(description).Close(record, 2);
        return _out.Octets;
    }

    private void HelloExtensions(string serverName, bool modern, bool hybrid, int grease, bool signatures)
    {
        if (modern)
        {
            _out.U16(grease).U16(0);
        }

        _out.U16(0).U16(serverName.Length + 5).U16(serverName.Length + 3).U8(0).U16(serverName.Length).Text(serverName);
        _out.U16(23).U16(0).U16(0xFF01).U16(1).U8(0);
        _out.U16(10).U16(8).U16(6).U16(hybrid ? KeyShareHybrid : X25519).U16(0x0017).U16(0x0018);
        _out.U16(11).U16(2).U8(1).U8(0);
        _out.U16(35).U16(0);
        if (signatures)
        {
            _out.U16(13).U16(2 + 2 * SignatureAlgorithms.Length).U16(2 * SignatureAlgorithms.Length);
            foreach (int algorithm in SignatureAlgorithms)
            {
                _out.U16(algorithm);
            }
        }

        if (modern)
        {
            _out.U16(16).U16(14).U16(12).U8(2).Text("h2").U8(8).Text("http/1.1");
            _out.U16(43).U16(7).U8(6).U16(grease).U16(0x0304).U16(Version12);
            _out.U16(45).U16(2).U8(1).U8(1);
            int size = hybrid ? KeyShareHybridSize : 32;
            _out.U16(51).U16(size + 6).U16(size + 4).U16(hybrid ? KeyShareHybrid : X25519).U16(size).Random(random, size);
            int padding = random.Below(200);
            _out.U16(21).U16(padding).Bytes(new byte[padding]);
        }
    }

    private void ServerHello(int suite, int sessionId, bool modern)
    {
        int message = OpenMessage(2);
        _out.U16(Version12).Random(random, 32).U8(sessionId).Random(random, sessionId).U16(suite).U8(0);
        int extensions = _out.Open(2);
        if (modern)
        {
            _out.U16(51).U16(36).U16(X25519).U16(32).Random(random, 32).U16(43).U16(2).U16(0x0304);
        }
        else
        {
            _out.U16(0xFF01).U16(1).U8(0).U16(23).U16(0).U16(35).U16(0);
        }

        _out.Close(extensions, 2).Close(message, 3);
    }

    private int OpenRecord(int type, int version)
    {
        _out.U8(type).U16(version);
        return _out.Open(2);
    }

    private int OpenMessage(int type)
    {
        _out.U8(type);
        return _out.Open(3);
    }

    private void ChangeCipherSpec() => _out.U8(20).U16(Version12).U16(1).U8(1);

    private void Encrypted(int type, int length) => _out.U8(type).U16(Version12).U16(length).Random(random, length);
}
