using System.Buffers.Binary;

namespace Gatehouse.Wire.Tcp;

/// <summary>
/// The options of a TCP segment. An option whose length contradicts its kind is skipped; one whose length leaves the header
/// ends the reading, and what came before it stands. Of a repeated option the last one counts.
/// </summary>
public readonly ref struct TcpOptions
{
    private TcpOptions(ReadOnlySpan<byte> options)
    {
        int offset = 0;
        while (offset < options.Length && options[offset] != (byte)TcpOptionKind.End)
        {
            if (options[offset] == (byte)TcpOptionKind.NoOperation)
            {
                offset++;
                continue;
            }

            int length = offset + 1 < options.Length ? options[offset + 1] : 0;
            if (length < 2 || length > options.Length - offset)
            {
                return;
            }

            ReadOnlySpan<byte> value = options.Slice(offset + 2, length - 2);
            if (options[offset] == (byte)TcpOptionKind.MaximumSegmentSize && value.Length == sizeof(ushort))
            {
                MaximumSegmentSize = BinaryPrimitives.ReadUInt16BigEndian(value);
            }
            else if (options[offset] == (byte)TcpOptionKind.WindowScale && value.Length == sizeof(byte))
            {
                WindowScale = value[0];
            }

            offset += length;
        }
    }

    /// <summary>Largest segment the sender accepts, in octets of data; null when absent.</summary>
    public ushort? MaximumSegmentSize { get; }

    /// <summary>Bits by which the sender shifts its windows (RFC 7323; 14 at most there, but kept as sent); null when absent.</summary>
    public byte? WindowScale { get; }

    /// <summary>Reads the options of a header.</summary>
    /// <param name="options">As <see cref="TcpHeader.Options"/> gives them.</param>
    public static TcpOptions Read(ReadOnlySpan<byte> options) => new(options);
}
