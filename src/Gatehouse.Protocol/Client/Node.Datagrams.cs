using System.Buffers;
using System.Buffers.Binary;
using Gatehouse.Protocol.Segments;
using Gatehouse.Wire.Ead.Sealed;

namespace Gatehouse.Protocol.Client;

/// <content>What comes in.</content>
public sealed partial class Node
{
    /// <summary>
    /// Unsealed refusals, each of another packet and nothing sealed between them, after which the session is given up. A single one may come of
    /// a token damaged on its way.
    /// </summary>
    private const int UnsealedRefusalsBelieved = 3;

    private const int IdLength = 16;

    private readonly byte[] _plain = new byte[ProtocolLimits.MaxDatagram];

    // The latest packet when the server last asked to come back: the same request, heard twice, puts nothing off twice.
    private ulong _postponedUpTo;
    private int _unsealedRefusals;
    private ulong _refusedUpTo;

    /// <summary>A datagram arrived. Whatever it holds, this neither throws nor takes long.</summary>
    /// <param name="now">The time.</param>
    /// <param name="datagram">UDP payload.</param>
    public void HandleDatagram(TimeSpan now, ReadOnlySpan<byte> datagram)
    {
        if (_session is not { } session
            || SealedDatagram.Read(datagram, out SealedDatagram incoming, out _) != OperationStatus.Done
            || !incoming.Header.IsFromServer
            || incoming.Header.SessionId != session.Id)
        {
            return;
        }

        if (!incoming.IsSealed)
        {
            OnUnsealed(now, incoming.Header);
            return;
        }

        if (!session.TryOpen(incoming, _plain, out ReadOnlySpan<byte> content) || content.Length < sizeof(ulong))
        {
            return;
        }

        _unsealedRefusals = 0;
        ulong answers = BinaryPrimitives.ReadUInt64BigEndian(content);
        content = content[sizeof(ulong)..];
        if (answers == 0)
        {
            double apart = (now - session.OpenedAt).TotalMilliseconds - incoming.Header.Age;
            if (Math.Abs(apart) <= ProtocolLimits.FreshFor.TotalMilliseconds)
            {
                OnPush(incoming.Header.Message, content);
            }
        }
        else if (_sent.TryFind(now, answers, out TimeSpan sentAt))
        {
            // Once the server is known to be at work, an answer says more about its speed than about the path.
            if (_exchange is not { IsDelivered: true })
            {
                _roundTrip.Measure(now - sentAt);
            }

            OnAnswer(now, session, incoming.Header.Message, answers, content);
        }
    }

    /// <summary>Only a server that saw one of the latest packets can repeat salt and number.</summary>
    private void OnUnsealed(TimeSpan now, in SealedHeader header)
    {
        ulong number = header.PacketNumber;
        if (!header.Salt.SequenceEqual(_salt) || number <= _refusedUpTo || !_sent.TryFind(now, number, out _))
        {
            return;
        }

        _refusedUpTo = number;
        _unsealedRefusals++;
        if (_unsealedRefusals == UnsealedRefusalsBelieved)
        {
            EndSession();
        }
    }

    private void OnPush(CheckMessage message, ReadOnlySpan<byte> content)
    {
        NodeEventKind? kind = message switch
        {
            CheckMessage.Recheck => NodeEventKind.RecheckAsked,
            CheckMessage.UserMessage => NodeEventKind.UserMessageReceived,
            CheckMessage.LogOff => NodeEventKind.LoggedOff,
            _ => null,
        };
        if (kind is null || content.Length < IdLength || _acknowledgements.Count >= MaxAcknowledgements)
        {
            return;
        }

        Guid id = new(content[..IdLength], bigEndian: true);
        _acknowledgements.Enqueue(id);
        if (_pushes.TryTake(id))
        {
            Raise(new NodeEvent(kind.Value, message, id, content[IdLength..].ToArray()));
        }
    }

    private void OnAnswer(TimeSpan now, Session session, CheckMessage message, ulong answers, ReadOnlySpan<byte> content)
    {
        switch (message)
        {
            case CheckMessage.Policy or CheckMessage.Verdict:
                OnSegment(now, message, content);
                break;
            case CheckMessage.Acknowledgement when SegmentReceipt.TryRead(content, out SegmentReceipt receipt):
                OnReceipt(now, answers, receipt);
                break;
            case CheckMessage.HeartbeatAnswer when _heartbeat is { } heartbeat:
                _heartbeat = null;
                Raise(new NodeEvent(NodeEventKind.HeartbeatAnswered, message, Body: content.ToArray(), Tries: heartbeat.Timer.Tries));
                break;
            case CheckMessage.ComeBack when content.Length == 1 + sizeof(int) && answers > _postponedUpTo:
                OnComeBack(now, (CheckMessage)content[0], BinaryPrimitives.ReadInt32BigEndian(content[1..]));
                break;
            case CheckMessage.NewSession:
                EndSession();
                break;
            case CheckMessage.AddressChallenge when content.Length == SealedLayout.ProofLength && answers > session.ProofSince:
                session.Prove(content, _sent.Last);
                Raise(new NodeEvent(NodeEventKind.AddressProven, message));
                ResendAll(now);
                break;
            default:
                // A message of a later capability, or one that does not fit its form.
                break;
        }
    }

    private void OnSegment(TimeSpan now, CheckMessage message, ReadOnlySpan<byte> content)
    {
        if (_exchange is not { } exchange
            || exchange.Awaited != message
            || !SegmentHeader.TryRead(content, out SegmentHeader header, out ReadOnlySpan<byte> octets)
            || header.Exchange != exchange.Id)
        {
            return;
        }

        // Who answers has the whole message.
        exchange.IsDelivered = true;
        exchange.Flight?.Stop();
        bool isNew = exchange.Answer.Add(header, octets);
        if (exchange.Answer.IsComplete && exchange.Answer.TryTake(out byte[] body))
        {
            _exchange = null;
            NodeEventKind kind = message == CheckMessage.Policy ? NodeEventKind.PolicyReceived : NodeEventKind.VerdictReceived;
            Raise(new NodeEvent(kind, message, exchange.Id, body, exchange.Timer.Tries));
            return;
        }

        if (isNew)
        {
            exchange.Timer.Progress();
            exchange.Timer.Wait(now, _roundTrip, _jitter);
        }

        exchange.IsQueryPending |= (header.Flags & SegmentFlags.AnswerWanted) != 0;
    }

    private void OnReceipt(TimeSpan now, ulong answers, in SegmentReceipt receipt)
    {
        if (receipt.Message == CheckMessage.Goodbye)
        {
            if (_goodbye is { } goodbye)
            {
                _goodbye = null;
                Raise(new NodeEvent(NodeEventKind.GoodbyeAcknowledged, CheckMessage.Goodbye, Tries: goodbye.Timer.Tries));
            }

            return;
        }

        if (_exchange is not { } exchange
            || receipt.Exchange != exchange.Id
            || receipt.Message != exchange.Message
            || answers < exchange.AcknowledgedUpTo
            || exchange.Flight is not { } flight)
        {
            return;
        }

        exchange.AcknowledgedUpTo = answers;
        bool hasProgressed = flight.Acknowledge(receipt);
        if (receipt.IsEvaluating)
        {
            flight.Stop();
            if (!exchange.IsDelivered)
            {
                exchange.IsDelivered = true;
                Raise(new NodeEvent(NodeEventKind.Evaluating, exchange.Message, exchange.Id, Tries: exchange.Timer.Tries));
            }

            exchange.Timer.Wait(now, _roundTrip, _jitter);
            return;
        }

        bool hasLost = exchange.IsDelivered;
        exchange.IsDelivered = false;
        if (hasProgressed || hasLost)
        {
            exchange.Timer.Progress();
            exchange.SendNext();
            exchange.Timer.Wait(now, _roundTrip, _jitter);
        }
    }

    private void OnComeBack(TimeSpan now, CheckMessage about, int seconds)
    {
        if (seconds is < 1 or > ProtocolLimits.MaxComeBackSeconds)
        {
            return;
        }

        _postponedUpTo = _sent.Last;
        TimeSpan delay = TimeSpan.FromSeconds(seconds);
        if (_exchange is { } exchange && exchange.Message == about)
        {
            exchange.Flight?.Stop();
            exchange.IsQueryPending = false;
            exchange.Timer.Postpone(now, delay, _jitter);
            Raise(new NodeEvent(NodeEventKind.ComeBackAsked, about, exchange.Id, Delay: delay));
        }
        else if (about == CheckMessage.Heartbeat && _heartbeat is { } heartbeat)
        {
            heartbeat.IsPending = false;
            heartbeat.Timer.Postpone(now, delay, _jitter);
            Raise(new NodeEvent(NodeEventKind.ComeBackAsked, about, Delay: delay));
        }
    }
}
