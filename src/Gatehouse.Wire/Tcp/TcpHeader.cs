using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Tcp;

/// <summary>
/// TCP header (RFC 9293 section 3.1), big-endian: source port (2 octets), destination port (2), sequence number (4),
/// acknowledgment number (4), data offset in words (4 bits), reserved (4 bits), control bits (8 bits), window (2), checksum (2),
/// urgent pointer (2), options.
/// </summary>
public readonly ref struct TcpHeader
{
    /// <summary>Octets of a header without options.</summary>
    public const int MinLength = 20;

    private const int DataOffsetField = 12;

    private readonly ReadOnlySpan<byte> _bytes;

    private TcpHeader(ReadOnlySpan<byte> bytes, int length)
    {
        _bytes = bytes;
        Length = length;
    }

    /// <summary>Octets of the header, options included: 20 to 60.</summary>
    public int Length { get; }

    /// <summary>Source port.</summary>
    public ushort SourcePort => BinaryPrimitives.ReadUInt16BigEndian(_bytes);

    /// <summary>Destination port.</summary>
    public ushort DestinationPort => BinaryPrimitives.ReadUInt16BigEndian(_bytes[2..]);

    /// <summary>Sequence number of the first data octet, or of the SYN.</summary>
    public uint SequenceNumber => BinaryPrimitives.ReadUInt32BigEndian(_bytes[4..]);

    /// <summary>Next sequence number expected; meaningful with <see cref="TcpFlags.Ack"/>.</summary>
    public uint AcknowledgmentNumber => BinaryPrimitives.ReadUInt32BigEndian(_bytes[8..]);

    /// <summary>Control bits.</summary>
    public TcpFlags Flags => (TcpFlags)_bytes[13];

    /// <summary>Receive window as sent, before scaling, in octets.</summary>
    public ushort Window => BinaryPrimitives.ReadUInt16BigEndian(_bytes[14..]);

    /// <summary>The options, 0 to 40 octets; <see cref="TcpOptions.Read"/> reads them.</summary>
    public ReadOnlySpan<byte> Options => _bytes[MinLength..Length];

    /// <summary>Segment data, as far as it was captured.</summary>
    public ReadOnlySpan<byte> Payload => _bytes[Length..];

    /// <summary>Reads a header from the payload of an unfragmented IP packet.</summary>
    /// <param name="data">The captured IP payload.</param>
    /// <param name="header">The header; empty unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>
    /// NeedMoreData when the header ends beyond <paramref name="data"/> (<see cref="Ip.TransportPorts"/> reads the beginning of
    /// one that is cut); InvalidData when the data offset is below 5 words.
    /// </returns>
    public static OperationStatus Read(ReadOnlySpan<byte> data, out TcpHeader header, out ParseError error)
    {
        header = default;
        error = default;
        if (data.Length <= DataOffsetField)
        {
            return OperationStatus.NeedMoreData;
        }

        int length = (data[DataOffsetField] >> 4) * 4;
        if (length < MinLength)
        {
            error = new ParseError(ParseErrorKind.BadLength, DataOffsetField);
            return OperationStatus.InvalidData;
        }

        if (data.Length < length)
        {
            return OperationStatus.NeedMoreData;
        }

        header = new TcpHeader(data, length);
        return OperationStatus.Done;
    }
}
