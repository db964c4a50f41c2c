namespace Gatehouse.Protocol.Segments;

/// <summary>Flags of a segment; bits without a name are ignored.</summary>
[Flags]
internal enum SegmentFlags : byte
{
    /// <summary>None.</summary>
    None = 0,

    /// <summary>The message is compressed (zlib, RFC 1950).</summary>
    Compressed = 0x01,

    /// <summary>The last segment of a flight: the receiver is to say now what it holds.</summary>
    AnswerWanted = 0x02,
}
