using System.Buffers;
using Gatehouse.Wire.Http;
using Gatehouse.Wire.Tcp;
using Gatehouse.Wire.Tls;

namespace Gatehouse.Diagnosis.Ladders;

/// <summary>Says what the segments of one direction of a TCP connection carry. Application data stays unsaid, but for the kind of HTTP message.</summary>
internal sealed class SegmentWords
{
    private readonly Dictionary<uint, (string? Words, LadderMark Mark)> _said = [];
    private TlsWords? _tls;
    private uint _next;
    private bool _hasBegun;

    /// <summary>Takes a segment.</summary>
    /// <param name="header">Its header, with the payload that was captured.</param>
    /// <param name="length">Octets of payload on the wire.</param>
    public (string? Words, LadderMark Mark) Take(in TcpHeader header, int length)
    {
        if ((header.Flags & TcpFlags.Rst) != 0)
        {
            return (null, LadderMark.Reset);
        }

        if (length <= 0)
        {
            return (header.Window == 0 && (header.Flags & (TcpFlags.Syn | TcpFlags.Fin)) == 0 ? "window 0" : null, LadderMark.None);
        }

        uint sequence = header.SequenceNumber;
        if (_said.TryGetValue(sequence, out (string? Words, LadderMark Mark) known))
        {
            return known;
        }

        bool isFirst = !_hasBegun;
        bool isNext = isFirst || sequence == _next;
        if (!isNext && unchecked((int)(sequence - _next)) < 0)
        {
            return default;
        }

        _hasBegun = true;
        _next = unchecked(sequence + (uint)length);
        (string? Words, LadderMark Mark) said = Say(header.Payload, isFirst, isNext);
        if (header.Payload.Length < length)
        {
            _tls?.Lose();
        }

        return _said[sequence] = said;
    }

    private (string? Words, LadderMark Mark) Say(ReadOnlySpan<byte> payload, bool isFirst, bool isNext)
    {
        if (isFirst && TlsStream.LooksLikeTls(payload))
        {
            _tls = new TlsWords();
        }

        if (!isNext)
        {
            _tls?.Lose();
        }

        if (_tls is not null)
        {
            string? words = _tls.Take(payload);
            return (words, _tls.HasAlert ? LadderMark.Alert : LadderMark.None);
        }

        return HttpMessage.LooksLikeRequest(payload) || HttpMessage.LooksLikeResponse(payload) ? (Http(payload), LadderMark.None) : default;
    }

    private static string? Http(ReadOnlySpan<byte> payload) =>
        HttpMessage.Read(payload, out HttpMessage? message, out _) != OperationStatus.Done || message is null ? null
            : message.IsRequest ? $"HTTP {message.Method}" : $"HTTP {message.StatusCode}";
}
