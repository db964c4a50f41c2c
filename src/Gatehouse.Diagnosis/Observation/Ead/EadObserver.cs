using System.Buffers;
using System.Text;
using Gatehouse.Diagnosis.Observation.Udp;
using Gatehouse.Wire.Ead;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Diagnosis.Observation.Ead;

/// <summary>
/// Writes packets of a security check into an <see cref="EadConversation"/>: plain ones are told by their XML, sealed ones of Gatehouse by their
/// header; in a conversation that has shown either, packets without both are sealed by others.
/// </summary>
internal static class EadObserver
{
    /// <summary>Most characters of a value that is kept.</summary>
    private const int LongestValue = 256;

    private static readonly string[] Secrets = ["password", "passwd", "pwd", "secret", "key"];

    /// <summary>Takes a datagram.</summary>
    public static void Observe(
        UdpConversation conversation, Side side, in UdpDatagram datagram, ReadOnlySpan<byte> payload, IObservationSink sink)
    {
        if (SealedHeader.Read(payload, out SealedHeader header, out _) == OperationStatus.Done)
        {
            Keep(conversation, sink, new EadPacketSeen
            {
                Frame = datagram.Frame,
                Time = datagram.Time,
                From = side,
                PayloadOctets = datagram.PayloadLength,
                Type = (int)header.Message,
                SessionId = header.SessionId,
                IsFragmented = datagram.IsFragmented,
            });
            return;
        }

        bool isPlain = EadDatagram.TryFindXml(payload, out ReadOnlySpan<byte> xml, out _, out _);
        if (!isPlain && conversation.Ead is null)
        {
            return;
        }

        EadDocument? document = null;
        if (isPlain && EadDocument.Read(Encoding.UTF8.GetString(xml), out EadDocument read, out _) == OperationStatus.Done)
        {
            document = read;
        }

        int? type = document is null ? null : TypeOf(document, side);
        Keep(conversation, sink, new EadPacketSeen
        {
            Frame = datagram.Frame,
            Time = datagram.Time,
            From = side,
            PayloadOctets = datagram.PayloadLength,
            XmlOctets = isPlain ? xml.Length : null,
            Type = type,
            EventSequenceId = document?.Value("eventSeqID"),
            Verdict = type == (int)EadPacketType.Verdict ? [.. document!.Items.Where(IsPublic).Take(EadPacketSeen.MostItems)] : [],
            IsFragmented = datagram.IsFragmented,
        });
    }

    private static void Keep(UdpConversation conversation, IObservationSink sink, EadPacketSeen packet)
    {
        conversation.Ead ??= new EadConversation();
        conversation.Ead.Add(packet);
        sink.OnEad(conversation, packet);
    }

    private static bool IsPublic(EadItem item) =>
        item.Value.Length <= LongestValue && !Secrets.Any(word => item.Name.Contains(word, StringComparison.OrdinalIgnoreCase));

    private static int? TypeOf(EadDocument document, Side side)
    {
        if (side == Side.Client)
        {
            return (int)(document.Value("checkResult") is null ? EadPacketType.Request : EadPacketType.Report);
        }

        return (int)(document.Value("checkList") is null && document.Value("strategyMode") is null
            ? EadPacketType.Verdict
            : EadPacketType.Policy);
    }
}
