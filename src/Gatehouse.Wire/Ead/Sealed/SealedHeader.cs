using System.Buffers;
using System.Buffers.Binary;

namespace Gatehouse.Wire.Ead.Sealed;

/// <summary>
/// The header of a sealed datagram (docs/protocol.md), big-endian: magic "GHC" (3 octets), version (1), message (1), flags (1), session (8),
/// salt (16), packet number (8), age (4). It travels in clear and is authenticated.
/// </summary>
public readonly ref struct SealedHeader
{
    /// <summary>The only version there is.</summary>
    public const byte Version = 1;

    private const int VersionField = 3;
    private const int MessageField = 4;
    internal const int FlagsField = 5;
    private const int SessionField = 6;
    private const int SaltField = 14;
    private const int NumberField = 30;
    private const int AgeField = 38;

    private readonly ReadOnlySpan<byte> _bytes;

    private SealedHeader(ReadOnlySpan<byte> bytes) => _bytes = bytes;

    private static ReadOnlySpan<byte> Magic => "GHC"u8;

    /// <summary>What the datagram says.</summary>
    public CheckMessage Message => (CheckMessage)_bytes[MessageField];

    /// <summary>Flags.</summary>
    public SealedFlags Flags => (SealedFlags)_bytes[FlagsField];

    /// <summary>Whether the server sent it.</summary>
    public bool IsFromServer => (Flags & SealedFlags.FromServer) != 0;

    /// <summary>The session.</summary>
    public ulong SessionId => BinaryPrimitives.ReadUInt64BigEndian(_bytes[SessionField..]);

    /// <summary>16 octets, random for each start of the sender's process.</summary>
    public ReadOnlySpan<byte> Salt => _bytes.Slice(SaltField, SealedLayout.SaltLength);

    /// <summary>Number of the datagram among those sent with the same salt, from 1; never used twice.</summary>
    public ulong PacketNumber => BinaryPrimitives.ReadUInt64BigEndian(_bytes[NumberField..]);

    /// <summary>Milliseconds since the session was opened, by the sender's clock.</summary>
    public uint Age => BinaryPrimitives.ReadUInt32BigEndian(_bytes[AgeField..]);

    /// <summary>Reads the header at the start of a UDP payload.</summary>
    /// <param name="payload">The payload, as far as it was captured.</param>
    /// <param name="header">The header; empty unless the result is <see cref="OperationStatus.Done"/>.</param>
    /// <param name="error">What is wrong, when the result is <see cref="OperationStatus.InvalidData"/>.</param>
    /// <returns>NeedMoreData when a payload under 42 octets may be the start of one; InvalidData for another magic or version.</returns>
    public static OperationStatus Read(ReadOnlySpan<byte> payload, out SealedHeader header, out ParseError error)
    {
        header = default;
        error = default;
        int compared = Math.Min(payload.Length, Magic.Length);
        if (!payload[..compared].SequenceEqual(Magic[..compared]))
        {
            error = new ParseError(ParseErrorKind.BadType, 0);
            return OperationStatus.InvalidData;
        }

        if (payload.Length > VersionField && payload[VersionField] != Version)
        {
            error = new ParseError(ParseErrorKind.BadVersion, VersionField);
            return OperationStatus.InvalidData;
        }

        if (payload.Length < SealedLayout.HeaderLength)
        {
            return OperationStatus.NeedMoreData;
        }

        header = new SealedHeader(payload[..SealedLayout.HeaderLength]);
        return OperationStatus.Done;
    }

    /// <summary>Writes a header.</summary>
    /// <param name="destination">At least 42 octets.</param>
    /// <param name="message">What the datagram says.</param>
    /// <param name="flags">Flags.</param>
    /// <param name="sessionId">The session.</param>
    /// <param name="salt">16 octets.</param>
    /// <param name="packetNumber">Number of the datagram.</param>
    /// <param name="age">Milliseconds since the session was opened.</param>
    public static void Write(
        Span<byte> destination,
        CheckMessage message,
        SealedFlags flags,
        ulong sessionId,
        ReadOnlySpan<byte> salt,
        ulong packetNumber,
        uint age)
    {
        Magic.CopyTo(destination);
        destination[VersionField] = Version;
        destination[MessageField] = (byte)message;
        destination[FlagsField] = (byte)flags;
        BinaryPrimitives.WriteUInt64BigEndian(destination[SessionField..], sessionId);
        salt.CopyTo(destination.Slice(SaltField, SealedLayout.SaltLength));
        BinaryPrimitives.WriteUInt64BigEndian(destination[NumberField..], packetNumber);
        BinaryPrimitives.WriteUInt32BigEndian(destination[AgeField..], age);
    }
}
