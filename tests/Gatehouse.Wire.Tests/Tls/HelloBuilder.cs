using System.Text;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Wire.Tests.Tls;

/// <summary>Builds handshake messages and records field by field, independently of the parsers under test.</summary>
internal static class HelloBuilder
{
    public static byte[] Random { get; } = [.. Enumerable.Range(1, 32).Select(i => (byte)i)];

    /// <summary>A hello of the size and shape that browsers send: GREASE, SNI, ALPN, groups, versions, an ECH extension.</summary>
    public static byte[] TypicalClientHelloBody() => ClientHelloBody(
        suites: [0x2A2A, 0x1301, 0x1302, 0xC02B, 0xC02F, 0x5600],
        extensions:
        [
            Extension(0x7A7A, []),
            ServerName("www.example.org"),
            Groups(0x0A0A, 0x11EC, 29, 23),
            Extension(11, ByteWriter.Of(w => w.Vector8([0]))),
            Alpn("h2", "http/1.1"),
            SignatureAlgorithms(0x0403, 0x0804),
            Versions(0x3A3A, 0x0304, 0x0303),
            Extension(0xFE0D, new byte[40]),
        ]);

    public static byte[] ClientHelloBody(
        int version = 0x0303, ushort[]? suites = null, byte[][]? extensions = null, byte[]? sessionId = null, byte[]? cookie = null) =>
        ByteWriter.Of(w =>
        {
            w.U16(version).Raw(Random).Vector8(sessionId ?? new byte[32]);
            if (cookie is not null)
            {
                w.Vector8(cookie);
            }

            w.Vector16(ByteWriter.Of(s => s.Numbers(suites ?? [0xC02F]))).Vector8([0]);
            if (extensions is not null)
            {
                w.Vector16([.. extensions.SelectMany(e => e)]);
            }
        });

    public static byte[] ServerHelloBody(
        int version = 0x0303, ushort suite = 0xC02F, byte[][]? extensions = null, byte[]? random = null) =>
        ByteWriter.Of(w =>
        {
            w.U16(version).Raw(random ?? Random).Vector8(new byte[32]).U16(suite).U8(0);
            if (extensions is not null)
            {
                w.Vector16([.. extensions.SelectMany(e => e)]);
            }
        });

    public static byte[] Extension(int type, byte[] body) => ByteWriter.Of(w => w.U16(type).Vector16(body));

    public static byte[] ServerName(string name) =>
        Extension(0, ByteWriter.Of(w => w.Vector16(ByteWriter.Of(l => l.U8(0).Vector16(Encoding.ASCII.GetBytes(name))))));

    public static byte[] Alpn(params string[] names) => Extension(
        16, ByteWriter.Of(w => w.Vector16([.. names.SelectMany(n => ByteWriter.Of(l => l.Vector8(Encoding.Latin1.GetBytes(n))))])));

    public static byte[] Groups(params ushort[] groups) => Extension(10, NumberList16(groups));

    public static byte[] SignatureAlgorithms(params ushort[] algorithms) => Extension(13, NumberList16(algorithms));

    public static byte[] Versions(params ushort[] versions) =>
        Extension(43, ByteWriter.Of(w => w.Vector8(ByteWriter.Of(l => l.Numbers(versions)))));

    public static byte[] Message(HandshakeType type, byte[] body) => ByteWriter.Of(w => w.U8((int)type).Vector24(body));

    public static byte[] Record(TlsContentType type, byte[] body, int version = 0x0303) =>
        ByteWriter.Of(w => w.U8((int)type).U16(version).Vector16(body));

    public static byte[] HandshakeRecord(params byte[][] messages) =>
        Record(TlsContentType.Handshake, [.. messages.SelectMany(m => m)]);

    public static byte[] ClientHelloRecord() =>
        Record(TlsContentType.Handshake, Message(HandshakeType.ClientHello, TypicalClientHelloBody()), version: 0x0301);

    public static byte[] CertificateBody(params byte[][] certificates) => ByteWriter.Of(
        w => w.Vector24([.. certificates.SelectMany(c => ByteWriter.Of(l => l.Vector24(c)))]));

    public static byte[] ChangeCipherSpec { get; } = Record(TlsContentType.ChangeCipherSpec, [1]);

    /// <summary>Everything a TLS 1.2 server sends up to its first application data, without real cryptography.</summary>
    public static byte[] Tls12ServerFlight() =>
    [
        .. HandshakeRecord(
            Message(HandshakeType.ServerHello, ServerHelloBody(extensions: [Alpn("h2")])),
            Message(HandshakeType.Certificate, CertificateBody(new byte[900], new byte[1200])),
            Message(HandshakeType.ServerKeyExchange, new byte[300]),
            Message(HandshakeType.ServerHelloDone, [])),
        .. ChangeCipherSpec,
        .. Record(TlsContentType.Handshake, [.. Enumerable.Repeat((byte)0xA5, 40)]),
        .. Record(TlsContentType.ApplicationData, new byte[500]),
        .. Record(TlsContentType.Alert, new byte[26]),
    ];

    private static byte[] NumberList16(ushort[] numbers) => ByteWriter.Of(w => w.Vector16(ByteWriter.Of(l => l.Numbers(numbers))));
}
