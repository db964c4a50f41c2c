using System.Buffers.Binary;
using Gatehouse.Protocol.Segments;
using Gatehouse.Protocol.Sessions;
using Gatehouse.Wire.Ead.Sealed;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Protocol.Server;

/// <content>What goes out.</content>
public sealed partial class Node
{
    /// <summary>Unsealed answers that wait; nobody who sends forgeries deserves more room.</summary>
    private const int MaxUnsealed = 256;

    private readonly Queue<Transmit> _transmits = new();
    private readonly Queue<(IpEndpoint To, byte[] Datagram)> _unsealed = new();
    private ulong _packetNumber;

    /// <summary>Writes the next datagram to send.</summary>
    /// <param name="clock">The time of day.</param>
    /// <param name="buffer">At least <see cref="ProtocolLimits.MaxDatagram"/> octets.</param>
    /// <param name="to">Where to send it.</param>
    /// <param name="length">Octets of it.</param>
    /// <returns>False when there is nothing to send.</returns>
    public bool TryPollTransmit(DateTimeOffset clock, Span<byte> buffer, out IpEndpoint to, out int length)
    {
        ProtocolLimits.CheckRoom(buffer);
        if (_unsealed.TryDequeue(out (IpEndpoint To, byte[] Datagram) unsealed))
        {
            (to, length) = (unsealed.To, unsealed.Datagram.Length);
            unsealed.Datagram.CopyTo(buffer);
            return true;
        }

        while (_transmits.TryDequeue(out Transmit transmit))
        {
            if (IsOvertaken(transmit))
            {
                continue;
            }

            to = transmit.To;
            length = Write(clock, buffer, transmit);
            return true;
        }

        to = default;
        length = 0;
        return false;
    }

    private static bool IsOvertaken(in Transmit transmit) => transmit switch
    {
        { Push.IsOver: true } => true,
        { Message: CheckMessage.Acknowledgement, Exchange: { } exchange } => exchange.Answer(transmit.About) is not null,
        { Message: CheckMessage.Policy or CheckMessage.Verdict } => transmit.Exchange!.Answer(transmit.About) is null,
        _ => false,
    };

    private int Write(DateTimeOffset clock, Span<byte> buffer, in Transmit transmit)
    {
        Session session = transmit.Session;
        ulong number = ++_packetNumber;
        SealedHeader.Write(buffer, transmit.Message, SealedFlags.FromServer, session.Id, _salt, number, session.Age(clock));
        Span<byte> content = buffer[SealedLayout.HeaderLength..];
        BinaryPrimitives.WriteUInt64BigEndian(content, transmit.Answers);
        int length = sizeof(ulong) + WriteContent(clock, content[sizeof(ulong)..], transmit);
        return session.Sealing.Seal(buffer, SealedLayout.HeaderLength, length, number);
    }

    private int WriteContent(DateTimeOffset clock, Span<byte> content, in Transmit transmit)
    {
        switch (transmit.Message)
        {
            case CheckMessage.Policy or CheckMessage.Verdict:
                return WriteSegment(content, transmit);
            case CheckMessage.Acknowledgement:
                return Receipt(transmit).Write(content);
            case CheckMessage.HeartbeatAnswer:
                transmit.Body.Span.CopyTo(content);
                return transmit.Body.Length;
            case CheckMessage.ComeBack:
                content[0] = (byte)transmit.About;
                BinaryPrimitives.WriteInt32BigEndian(content[1..], transmit.Number);
                return 1 + sizeof(int);
            case CheckMessage.AddressChallenge:
                AddressProofs.Write(_keys, transmit.Session.Id, transmit.To.Address, clock, content);
                return SealedLayout.ProofLength;
            case CheckMessage.NewSession:
                return 0;
            default:
                transmit.Push!.Id.TryWriteBytes(content, bigEndian: true, out int idLength);
                transmit.Push.Body.Span.CopyTo(content[idLength..]);
                return idLength + transmit.Push.Body.Length;
        }
    }

    private static int WriteSegment(Span<byte> content, in Transmit transmit)
    {
        MessageBody body = transmit.Exchange!.Answer(transmit.About)!;
        SegmentFlags flags = (body.IsCompressed ? SegmentFlags.Compressed : SegmentFlags.None)
            | (transmit.AnswerWanted ? SegmentFlags.AnswerWanted : SegmentFlags.None);
        new SegmentHeader(transmit.Exchange.Id, flags, transmit.Number, body.SegmentCount, body.RawLength, body.Digest).Write(content);
        ReadOnlySpan<byte> octets = body.Segment(transmit.Number);
        octets.CopyTo(content[SegmentHeader.Length..]);
        return SegmentHeader.Length + octets.Length;
    }

    private static SegmentReceipt Receipt(in Transmit transmit)
    {
        if (transmit.Exchange is not { } exchange)
        {
            return new SegmentReceipt { Exchange = Guid.Empty, Message = transmit.About };
        }

        SegmentAssembler incoming = exchange.Incoming(transmit.About);
        return new SegmentReceipt
        {
            Exchange = exchange.Id,
            Message = transmit.About,
            IsEvaluating = incoming.IsComplete,
            Digest = incoming.Digest,
            Count = incoming.Held?.Size ?? 0,
            Bitmap = incoming.Held is { } held ? held.Bitmap : default,
        };
    }

    /// <summary>Answers as far as there is an answer: with segments the client lacks, or with what has arrived of its message.</summary>
    private void Respond(Exchange exchange, CheckMessage message, ulong number, ulong digestHeld, ReadOnlySpan<byte> held)
    {
        if (exchange.Answer(message) is not { } answer)
        {
            Acknowledge(exchange, message, number);
            return;
        }

        if (digestHeld != answer.Digest)
        {
            held = default;
        }

        int missing = 0;
        for (int index = 0; index < answer.SegmentCount; index++)
        {
            missing += SegmentSet.Contains(held, index) ? 0 : 1;
        }

        int left = Math.Min(missing, SegmentFlight.MaxSegments);
        for (int index = 0; left > 0; index++)
        {
            if (!SegmentSet.Contains(held, index))
            {
                left--;
                Queue(new Transmit(message == CheckMessage.Request ? CheckMessage.Policy : CheckMessage.Verdict, exchange.Session, exchange.Session.Address, number)
                {
                    Exchange = exchange,
                    About = message,
                    Number = index,
                    AnswerWanted = left == 0 && missing > SegmentFlight.MaxSegments,
                });
            }
        }
    }

    private void Acknowledge(Exchange exchange, CheckMessage message, ulong number) =>
        Queue(new Transmit(CheckMessage.Acknowledgement, exchange.Session, exchange.Session.Address, number) { Exchange = exchange, About = message });

    private void Queue(in Transmit transmit)
    {
        if (_transmits.Count >= _options.MaxTransmits)
        {
            Statistics.Overloaded++;
            return;
        }

        _transmits.Enqueue(transmit);
    }

    /// <summary>
    /// The token's key is gone, so nothing can be sealed. The answer repeats salt and packet number, which only somebody who saw the datagram
    /// knows, and is shorter than any datagram of a client.
    /// </summary>
    private void QueueUnsealed(IpEndpoint to, in SealedHeader header)
    {
        if (_unsealed.Count >= MaxUnsealed)
        {
            Statistics.Overloaded++;
            return;
        }

        byte[] datagram = new byte[SealedLayout.HeaderLength];
        SealedHeader.Write(
            datagram,
            CheckMessage.NewSession,
            SealedFlags.FromServer | SealedFlags.Unsealed,
            header.SessionId,
            header.Salt,
            header.PacketNumber,
            header.Age);
        _unsealed.Enqueue((to, datagram));
    }
}
