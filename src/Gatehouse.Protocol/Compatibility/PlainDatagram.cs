using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using Gatehouse.Protocol.Segments;
using Gatehouse.Wire.Ead;

namespace Gatehouse.Protocol.Compatibility;

/// <summary>A whole message of the compatibility mode in one datagram, whatever its size: what IP fragments and firewalls lose.</summary>
/// <param name="HeadId">Chosen by the client for the conversation.</param>
/// <param name="Id">Chosen by the client for the exchange.</param>
/// <param name="Type">Number of the packet.</param>
/// <param name="Body">The document.</param>
public sealed record PlainDatagram(uint HeadId, uint Id, EadPacketType Type, ReadOnlyMemory<byte> Body)
{
    /// <summary>Octets above which a report is compressed, when the server asks for it; up to it, it stays as it is.</summary>
    public const int CompressionThreshold = 3000;

    /// <summary>Octets that fit a UDP datagram over IPv4.</summary>
    public const int MaxLength = 65_507;

    /// <summary>Writes the datagram.</summary>
    /// <param name="compress">Whether to compress the body if it is above <see cref="CompressionThreshold"/>.</param>
    /// <exception cref="ArgumentException">It does not fit a datagram.</exception>
    public byte[] Write(bool compress)
    {
        bool isCompressed = compress && Body.Length > CompressionThreshold;
        ReadOnlySpan<byte> octets = isCompressed ? MessageBody.Compress(Body.Span) : Body.Span;
        if (octets.Length > MaxLength - PlainHeader.HeaderLength)
        {
            throw new ArgumentException($"{octets.Length} octets do not fit one datagram", nameof(compress));
        }

        byte[] datagram = new byte[PlainHeader.HeaderLength + octets.Length];
        PlainHeader.Write(datagram, HeadId, Type, isCompressed, Id, (uint)Body.Length);
        octets.CopyTo(datagram.AsSpan(PlainHeader.HeaderLength));
        return datagram;
    }

    /// <summary>Reads a UDP payload.</summary>
    /// <returns>False when it is cut, not as long as it says, or not what it says before compression.</returns>
    public static bool TryRead(ReadOnlySpan<byte> payload, [NotNullWhen(true)] out PlainDatagram? datagram)
    {
        datagram = null;
        if (PlainHeader.Read(payload, out PlainHeader header) != OperationStatus.Done
            || header.Length > MessageBody.MaxOctets
            || !MessageBody.TryDecode(payload[PlainHeader.HeaderLength..].ToArray(), header.IsCompressed, (int)header.Length, out byte[] body))
        {
            return false;
        }

        datagram = new PlainDatagram(header.HeadId, header.Id, header.Type, body);
        return true;
    }
}
