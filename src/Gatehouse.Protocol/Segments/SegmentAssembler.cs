namespace Gatehouse.Protocol.Segments;

/// <summary>
/// Puts one message together from its segments, in any order and however often each comes. It holds only what has arrived, whatever a header
/// claims, and starts anew when segments of another encoding come.
/// </summary>
internal sealed class SegmentAssembler
{
    private SegmentHeader _first;
    private byte[]?[] _parts = [];

    /// <summary>Which segments are held; null before the first.</summary>
    public SegmentSet? Held { get; private set; }

    /// <summary>Digest of the encoding being put together; 0 before the first segment.</summary>
    public ulong Digest => _first.Digest;

    /// <summary>Octets held in memory.</summary>
    public int Octets { get; private set; }

    /// <summary>Whether every segment has come; then it takes no others.</summary>
    public bool IsComplete => Held is { IsFull: true };

    /// <summary>Takes a segment.</summary>
    /// <returns>Whether it was new.</returns>
    public bool Add(in SegmentHeader header, ReadOnlySpan<byte> octets)
    {
        if (IsComplete)
        {
            return false;
        }

        if (Held is null || !IsSameMessage(header))
        {
            _first = header;
            _parts = new byte[]?[header.Count];
            Held = new SegmentSet(header.Count);
            Octets = 0;
        }

        if (!Held.Add(header.Index))
        {
            return false;
        }

        _parts[header.Index] = octets.ToArray();
        Octets += octets.Length;
        return true;
    }

    /// <summary>
    /// Takes the body out of a complete message; its octets are no longer held, but it stays known as complete.
    /// </summary>
    /// <returns>False, and everything forgotten, when it contradicts its digest or does not decompress to what it claims.</returns>
    public bool TryTake(out byte[] body)
    {
        byte[] octets = _parts is [{ } only] ? only : Join();
        _parts = [];
        Octets = 0;
        bool isCompressed = (_first.Flags & SegmentFlags.Compressed) != 0;
        if (MessageBody.DigestOf(octets) == _first.Digest && MessageBody.TryDecode(octets, isCompressed, _first.RawLength, out body))
        {
            return true;
        }

        body = [];
        Held = null;
        _first = default;
        return false;
    }

    private bool IsSameMessage(in SegmentHeader header) =>
        header.Digest == _first.Digest
        && header.Count == _first.Count
        && header.RawLength == _first.RawLength
        && ((header.Flags ^ _first.Flags) & SegmentFlags.Compressed) == 0;

    private byte[] Join()
    {
        byte[] octets = new byte[Octets];
        int at = 0;
        foreach (byte[]? part in _parts)
        {
            part!.CopyTo(octets, at);
            at += part.Length;
        }

        return octets;
    }
}
