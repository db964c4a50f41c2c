using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>
/// The client's encrypted part of a TLS 1.3 handshake. Encryption adds a type octet and a tag and hides nothing of the
/// length (RFC 8446 section 5.2), so messages of fixed size give themselves away as long as nobody pads.
/// </summary>
/// <param name="Kind">What it holds.</param>
/// <param name="IsFollowedByData">Whether records behind it hold data of the client.</param>
internal readonly record struct Tls13ClientFlight(ClientFlightKind Kind, bool IsFollowedByData)
{
    private const int HandshakeHeader = 4;
    private const int EmptyCertificateBody = 4;
    private const int AlertBody = 2;

    /// <summary>A certificate with its proof is longer than this.</summary>
    private const int ShortestCertificate = 300;

    private const ushort Aes256GcmSha384 = 0x1302;
    private const ushort Aes128Ccm8 = 0x1305;

    /// <summary>Octets that encryption adds to the content of a record: its type and the tag.</summary>
    public static int Overhead(ushort suite) => 1 + (suite == Aes128Ccm8 ? 8 : 16);

    /// <summary>Length of a record that holds an alert.</summary>
    public static int AlertLength(ushort suite) => AlertBody + Overhead(suite);

    /// <summary>Reads the lengths.</summary>
    public static Tls13ClientFlight Of(TlsConversation tls)
    {
        TlsDirection client = tls.FromClient;
        ushort suite = tls.ServerHello?.CipherSuite ?? 0;
        if (client.ApplicationDataRecords == 0)
        {
            return default;
        }

        // Early data comes in records of the same kind, before the rest of the handshake.
        if (tls.ClientHello is { } hello && hello.Extensions.AsSpan().Contains(ExtensionTypes.EarlyData))
        {
            return new Tls13ClientFlight(ClientFlightKind.Unknown, IsFollowedByData: true);
        }

        (ClientFlightKind kind, int records) = Read(client, suite);
        int behind = client.ApplicationDataRecords - records;
        bool isAlertAlone = behind == 1 && client.LastApplicationDataLength == AlertLength(suite);
        return new Tls13ClientFlight(kind, behind > 0 && !isAlertAlone);
    }

    private static (ClientFlightKind Kind, int Records) Read(TlsDirection client, ushort suite)
    {
        int overhead = Overhead(suite);
        int finished = HandshakeHeader + (suite == Aes256GcmSha384 ? 48 : 32) + overhead;
        int emptyCertificate = HandshakeHeader + EmptyCertificateBody + overhead;
        int first = client.ApplicationDataLength(0);
        if (first == AlertLength(suite))
        {
            return (ClientFlightKind.Alert, 1);
        }

        if (first == finished)
        {
            return (ClientFlightKind.Finished, 1);
        }

        if (first == emptyCertificate)
        {
            return (ClientFlightKind.EmptyCertificate, client.ApplicationDataLength(1) == finished ? 2 : 1);
        }

        if (first == emptyCertificate - overhead + finished)
        {
            return (ClientFlightKind.EmptyCertificate, 1);
        }

        if (first > finished)
        {
            for (int i = 1; i < TlsDirection.MostLengths; i++)
            {
                if (client.ApplicationDataLength(i) == finished)
                {
                    return (ClientFlightKind.Certificate, i + 1);
                }
            }
        }

        return first >= ShortestCertificate ? (ClientFlightKind.Certificate, 1) : (ClientFlightKind.Unknown, 1);
    }
}
