using Gatehouse.Protocol.Segments;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <content>What goes out.</content>
public sealed partial class Node
{
    /// <summary>Acknowledgements that wait; the server repeats what is not acknowledged.</summary>
    private const int MaxAcknowledgements = 64;

    private readonly Queue<Guid> _acknowledgements = new();

    /// <summary>Writes the next datagram to send.</summary>
    /// <param name="now">The time.</param>
    /// <param name="buffer">At least <see cref="ProtocolLimits.MaxDatagram"/> octets.</param>
    /// <param name="length">Octets of the datagram.</param>
    /// <returns>False when there is nothing to send.</returns>
    public bool TryPollTransmit(TimeSpan now, Span<byte> buffer, out int length)
    {
        ProtocolLimits.CheckRoom(buffer);
        length = 0;
        if (_session is not { } session)
        {
            return false;
        }

        int contentStart = SealedLayout.HeaderLength + SealedLayout.TokenLength + session.Proof.Length;
        if (!TryWriteContent(buffer[contentStart..], out CheckMessage message, out int contentLength))
        {
            return false;
        }

        ulong number = _sent.Add(now);
        SealedFlags flags = session.Proof.Length > 0 ? SealedFlags.AddressProof : SealedFlags.None;
        SealedHeader.Write(buffer, message, flags, session.Id, _salt, number, session.Age(now));
        session.Token.CopyTo(buffer[SealedLayout.HeaderLength..]);
        session.Proof.CopyTo(buffer[(SealedLayout.HeaderLength + SealedLayout.TokenLength)..]);
        length = session.Sealing.Seal(buffer, contentStart, contentLength, number);
        return true;
    }

    private bool TryWriteContent(Span<byte> content, out CheckMessage message, out int length)
    {
        if (_acknowledgements.TryDequeue(out Guid push))
        {
            message = CheckMessage.PushAcknowledgement;
            return push.TryWriteBytes(content, bigEndian: true, out length);
        }

        if (_exchange is { } exchange)
        {
            if (exchange.Flight is { } flight && flight.TryNext(out int index, out bool isLast))
            {
                message = exchange.Message;
                length = WriteSegment(content, exchange, flight.Body, index, isLast);
                return true;
            }

            if (exchange.IsQueryPending)
            {
                exchange.IsQueryPending = false;
                message = CheckMessage.Query;
                length = Query(exchange).Write(content);
                return true;
            }
        }

        foreach (Note? note in (ReadOnlySpan<Note?>)[_heartbeat, _goodbye])
        {
            if (note is { IsPending: true })
            {
                note.IsPending = false;
                note.Body.CopyTo(content);
                message = note.Message;
                length = note.Body.Length;
                return true;
            }
        }

        message = default;
        length = 0;
        return false;
    }

    private static int WriteSegment(Span<byte> content, Exchange exchange, MessageBody body, int index, bool isLast)
    {
        SegmentFlags flags = (body.IsCompressed ? SegmentFlags.Compressed : SegmentFlags.None)
            | (isLast ? SegmentFlags.AnswerWanted : SegmentFlags.None);
        new SegmentHeader(exchange.Id, flags, index, body.SegmentCount, body.RawLength, body.Digest).Write(content);
        ReadOnlySpan<byte> octets = body.Segment(index);
        octets.CopyTo(content[SegmentHeader.Length..]);
        return SegmentHeader.Length + octets.Length;
    }

    private static SegmentReceipt Query(Exchange exchange) => new()
    {
        Exchange = exchange.Id,
        Message = exchange.Awaited,
        Digest = exchange.Answer.Digest,
        Count = exchange.Answer.Held?.Size ?? 0,
        Bitmap = exchange.Answer.Held is { } held ? held.Bitmap : default,
    };
}
