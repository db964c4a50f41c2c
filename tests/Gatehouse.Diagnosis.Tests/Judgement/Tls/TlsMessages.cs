using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Tests.Judgement.Tls;

/// <summary>TLS records as a test needs them; what is encrypted is zeros of the right length.</summary>
internal static class TlsMessages
{
    public const ushort Ecdhe = 0xC030;
    public const ushort Aes128Gcm = 0x1301;

    /// <summary>Length of a TLS 1.3 record with a Finished under <see cref="Aes128Gcm"/>.</summary>
    public const int Finished13 = 53;

    /// <summary>Length of a TLS 1.3 record with an alert.</summary>
    public const int Alert13 = 19;

    /// <summary>Length of a TLS 1.3 record with an empty Certificate.</summary>
    public const int EmptyCertificate13 = 25;

    private static readonly RSA Key = RSA.Create(2048);

    /// <summary>A ClientHello; versions newer than TLS 1.2 go into supported_versions.</summary>
    public static byte[] ClientHello(
        ushort version = TlsVersions.Tls12, ushort[]? suites = null, string? name = null, ushort[]? supported = null, params ushort[] emptyExtensions)
    {
        suites ??= [Aes128Gcm, Ecdhe, 0xC02F];
        List<byte> extensions = [];
        if (name is not null)
        {
            byte[] host = Encoding.ASCII.GetBytes(name);
            extensions.AddRange(Extension(0, [.. U16(host.Length + 3), 0, .. U16(host.Length), .. host]));
        }

        if (supported is not null)
        {
            extensions.AddRange(Extension(43, [(byte)(supported.Length * 2), .. supported.SelectMany(each => U16(each))]));
        }

        foreach (ushort type in emptyExtensions)
        {
            extensions.AddRange(Extension(type, []));
        }

        byte[] body =
        [
            .. U16(version), .. new byte[32], 0, .. U16(suites.Length * 2), .. suites.SelectMany(suite => U16(suite)), 1, 0,
            .. extensions.Count > 0 ? [.. U16(extensions.Count), .. extensions] : Array.Empty<byte>(),
        ];
        return Handshake(1, body, Math.Min(version, TlsVersions.Tls10));
    }

    /// <summary>A hello of today: TLS 1.3 and 1.2.</summary>
    public static byte[] ModernHello(string? name = "policy.example") =>
        ClientHello(TlsVersions.Tls12, null, name, [TlsVersions.Tls13, TlsVersions.Tls12]);

    public static byte[] ServerHello(ushort version = TlsVersions.Tls12, ushort suite = Ecdhe, bool marked = false)
    {
        byte[] random = new byte[32];
        if (marked)
        {
            "DOWNGRD"u8.CopyTo(random.AsSpan(24));
            random[31] = (byte)(version == TlsVersions.Tls12 ? 1 : 0);
        }

        byte[] extensions = version == TlsVersions.Tls13 ? Extension(43, U16(version)) : [];
        ushort legacy = Math.Min(version, TlsVersions.Tls12);
        return Handshake(2, [.. U16(legacy), .. random, 0, .. U16(suite), 0, .. extensions.Length > 0 ? [.. U16(extensions.Length), .. extensions] : Array.Empty<byte>()]);
    }

    public static byte[] Certificate(params byte[][] chain)
    {
        byte[] list = [.. chain.SelectMany(der => (byte[])[.. U24(der.Length), .. der])];
        return Handshake(11, [.. U24(list.Length), .. list]);
    }

    public static byte[] CertificateRequest() => Handshake(13, [1, 1, .. U16(2), 4, 1, .. U16(0)]);

    public static byte[] ServerHelloDone() => Handshake(14, []);

    public static byte[] ClientKeyExchange() => Handshake(16, new byte[33]);

    public static byte[] ChangeCipherSpec() => Record(20, [1]);

    public static byte[] EncryptedFinished() => Record(22, new byte[40]);

    public static byte[] Alert(byte description, byte level = 2) => Record(21, [level, description]);

    public static byte[] EncryptedAlert() => Record(21, new byte[26]);

    public static byte[] Data(int length) => Record(23, new byte[length]);

    public static byte[][] ServerFlight12(byte[] certificate, bool asksForCertificate = false) =>
        asksForCertificate
            ? [ServerHello(), Certificate(certificate), CertificateRequest(), ServerHelloDone()]
            : [ServerHello(), Certificate(certificate), ServerHelloDone()];

    public static byte[][] ClientFlight12() => [ClientKeyExchange(), ChangeCipherSpec(), EncryptedFinished()];

    public static byte[][] ServerEnd12() => [ChangeCipherSpec(), EncryptedFinished()];

    /// <summary>ServerHello and the encrypted rest, the certificate among it.</summary>
    public static byte[][] ServerFlight13() => [ServerHello(TlsVersions.Tls13, Aes128Gcm), ChangeCipherSpec(), Data(23), Data(2000), Data(281), Data(Finished13)];

    /// <summary>A certificate in DER, self-signed unless an issuer is named (whose signature nobody checks here).</summary>
    public static byte[] Der(string subject, DateTimeOffset from, DateTimeOffset until, string? issuer = null, params string[] names)
    {
        CertificateRequest request = new($"CN={subject}", Key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        SubjectAlternativeNameBuilder alternatives = new();
        foreach (string name in names.Length > 0 ? names : [subject])
        {
            alternatives.AddDnsName(name);
        }

        request.CertificateExtensions.Add(alternatives.Build());
        using X509Certificate2 certificate = issuer is null
            ? request.CreateSelfSigned(from, until)
            : request.Create(new X500DistinguishedName(issuer), X509SignatureGenerator.CreateForRSA(Key, RSASignaturePadding.Pkcs1), from, until, [1]);
        return certificate.RawData;
    }

    /// <summary>A certificate that is in order at the time of test captures (November 2026).</summary>
    public static byte[] GoodDer(string name = "policy.example") =>
        Der(name, new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2028, 1, 1, 0, 0, 0, TimeSpan.Zero), "CN=Example Root, O=Example");

    public static byte[] Record(byte type, byte[] body, ushort version = TlsVersions.Tls12) => [type, .. U16(version), .. U16(body.Length), .. body];

    private static byte[] Handshake(byte type, byte[] body, ushort version = TlsVersions.Tls12) => Record(22, [type, .. U24(body.Length), .. body], version);

    private static byte[] Extension(ushort type, byte[] body) => [.. U16(type), .. U16(body.Length), .. body];

    private static byte[] U16(int value)
    {
        byte[] octets = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(octets, (ushort)value);
        return octets;
    }

    private static byte[] U24(int value) => [(byte)(value >> 16), (byte)(value >> 8), (byte)value];
}
