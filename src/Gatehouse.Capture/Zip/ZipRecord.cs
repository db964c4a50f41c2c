using System.Buffers.Binary;
using System.Text;

namespace Gatehouse.Capture.Zip;

/// <summary>One entry of an archive's directory (APPNOTE 4.3.12). All numbers are little-endian, and claims.</summary>
/// <param name="Name">Its name, chosen by strangers.</param>
/// <param name="Method">How it is compressed: 0 not at all, 8 DEFLATE.</param>
/// <param name="IsEncrypted">Whether a password is needed.</param>
/// <param name="Sum">CRC-32 of the content.</param>
/// <param name="CompressedLength">Octets in the archive.</param>
/// <param name="Length">Octets of the content.</param>
/// <param name="Offset">First octet of its local header.</param>
internal sealed record ZipRecord(string Name, ushort Method, bool IsEncrypted, uint Sum, long CompressedLength, long Length, long Offset)
{
    private const int FixedLength = 46;
    private const ushort Numbers64 = 1;

    /// <summary>Reads the next entry and moves behind it.</summary>
    /// <returns>Null at the end of the entries, and where one is cut off.</returns>
    public static ZipRecord? TryRead(ref ReadOnlySpan<byte> directory)
    {
        if (directory.Length < FixedLength || !directory.StartsWith("PK\u0001\u0002"u8))
        {
            return null;
        }

        ushort flags = BinaryPrimitives.ReadUInt16LittleEndian(directory[8..]);
        ushort method = BinaryPrimitives.ReadUInt16LittleEndian(directory[10..]);
        uint sum = BinaryPrimitives.ReadUInt32LittleEndian(directory[16..]);
        long compressed = BinaryPrimitives.ReadUInt32LittleEndian(directory[20..]);
        long length = BinaryPrimitives.ReadUInt32LittleEndian(directory[24..]);
        int name = BinaryPrimitives.ReadUInt16LittleEndian(directory[28..]);
        int extra = BinaryPrimitives.ReadUInt16LittleEndian(directory[30..]);
        int comment = BinaryPrimitives.ReadUInt16LittleEndian(directory[32..]);
        long offset = BinaryPrimitives.ReadUInt32LittleEndian(directory[42..]);
        if (directory.Length < FixedLength + name + extra + comment)
        {
            return null;
        }

        // Numbers that do not fit stand in an extra field, in this order.
        ReadOnlySpan<byte> wide = Field64(directory.Slice(FixedLength + name, extra));
        TakeWide(ref length, ref wide);
        TakeWide(ref compressed, ref wide);
        TakeWide(ref offset, ref wide);
        string text = Encoding.UTF8.GetString(directory.Slice(FixedLength, name));
        directory = directory[(FixedLength + name + extra + comment)..];
        return new ZipRecord(text, method, (flags & 1) != 0, sum, compressed, length, offset);
    }

    private static ReadOnlySpan<byte> Field64(ReadOnlySpan<byte> extra)
    {
        while (extra.Length >= 4)
        {
            int length = Math.Min(BinaryPrimitives.ReadUInt16LittleEndian(extra[2..]), extra.Length - 4);
            if (BinaryPrimitives.ReadUInt16LittleEndian(extra) == Numbers64)
            {
                return extra.Slice(4, length);
            }

            extra = extra[(4 + length)..];
        }

        return [];
    }

    private static void TakeWide(ref long number, ref ReadOnlySpan<byte> wide)
    {
        if (number == uint.MaxValue && wide.Length >= sizeof(long))
        {
            number = BinaryPrimitives.ReadInt64LittleEndian(wide);
            wide = wide[sizeof(long)..];
        }
    }
}
