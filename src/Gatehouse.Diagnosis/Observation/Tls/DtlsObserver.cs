using System.Buffers;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Dtls;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Observation.Tls;

/// <summary>
/// Writes hellos, alerts and the traces of the rest of a DTLS handshake into a <see cref="TlsConversation"/>. Messages that
/// are spread over datagrams are not put together, so certificates and hellos in several pieces are not read.
/// </summary>
internal static class DtlsObserver
{
    private const byte CiphertextMask = 0xE0;
    private const byte CiphertextMark = 0x20;

    /// <summary>Takes the payload of a datagram.</summary>
    public static void Observe(
        UdpConversation conversation, TlsConversation tls, Side side, in UdpDatagram datagram, ReadOnlySpan<byte> payload)
    {
        if (DtlsMessage.Read(payload, out DtlsMessage? message, out _) == OperationStatus.Done && message is not null)
        {
            Take(message, conversation, tls, side, datagram);
        }

        TakeRecords(payload, tls.From(RoleOf(side, conversation)), datagram.Frame);
    }

    private static Side RoleOf(Side side, UdpConversation conversation) =>
        side == conversation.DtlsClient ? Side.Client : Side.Server;

    private static void Take(
        DtlsMessage message, UdpConversation conversation, TlsConversation tls, Side side, in UdpDatagram datagram)
    {
        if (message.ClientHello is { } client && tls.ClientHello is null)
        {
            conversation.DtlsClient = side;
            tls.ClientHello = client;
            tls.ClientHelloFrame = datagram.Frame;
            tls.ClientHelloTime = datagram.Time;
        }
        else if (message.Kind == DtlsMessageKind.HelloVerifyRequest || message.ServerHello is { IsHelloRetryRequest: true })
        {
            tls.HelloRetryFrame = datagram.Frame;
        }
        else if (message.ServerHello is { } server && tls.ServerHello is null)
        {
            conversation.DtlsClient = side == Side.Client ? Side.Server : Side.Client;
            tls.ServerHello = server;
            tls.ServerHelloFrame = datagram.Frame;
            tls.ServerHelloTime = datagram.Time;
        }
        else if (message.Alert is { } alert)
        {
            tls.Add(new TlsAlertSeen(datagram.Frame, RoleOf(side, conversation), alert));
        }
    }

    /// <summary>Notes what the headers of the records alone give away.</summary>
    private static void TakeRecords(ReadOnlySpan<byte> payload, TlsDirection said, long frame)
    {
        for (int i = 0; i < DtlsMessage.MaxRecords && !payload.IsEmpty; i++)
        {
            if (DtlsRecord.Read(payload, out DtlsRecord record, out _) != OperationStatus.Done)
            {
                // The unified header of encrypted records in DTLS 1.3 (RFC 9147 section 4): what they hold cannot be told,
                // as with application data records of TLS 1.3.
                if ((payload[0] & CiphertextMask) == CiphertextMark)
                {
                    TakeApplicationData(said, payload.Length, frame);
                }

                return;
            }

            if (record.Type == TlsContentType.ApplicationData)
            {
                TakeApplicationData(said, record.Body.Length, frame);
            }
            else if (record.Type == TlsContentType.Handshake && record.Epoch > 0 && said.EncryptedHandshakeFrame == 0)
            {
                said.EncryptedHandshakeFrame = frame;
            }
            else if (record.Type == TlsContentType.ChangeCipherSpec && said.ChangeCipherSpecFrame == 0)
            {
                said.ChangeCipherSpecFrame = frame;
            }

            payload = payload[record.TotalLength..];
        }
    }

    private static void TakeApplicationData(TlsDirection said, int length, long frame)
    {
        if (said.ApplicationDataRecords == 0)
        {
            said.ApplicationDataFrame = frame;
            said.FirstApplicationDataLength = length;
        }

        said.ApplicationDataRecords++;
        said.LastApplicationDataLength = length;
        said.ApplicationDataOctets += length;
    }
}
