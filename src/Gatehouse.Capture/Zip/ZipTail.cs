using System.Buffers.Binary;

namespace Gatehouse.Capture.Zip;

/// <summary>
/// The end of a zip archive (APPNOTE 4.3.14 to 4.3.16): says where its directory lies. All numbers are little-endian.
/// </summary>
internal static class ZipTail
{
    private const int EndLength = 22;
    private const int MostComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int End64Length = 56;

    /// <summary>Finds the directory.</summary>
    /// <param name="archive">A stream that can seek; its position is changed.</param>
    /// <returns>First octet, octets and entries, as the archive says; null when the end of an archive is not there or points outside it.</returns>
    public static (long Start, long Length, ulong Count)? Find(Stream archive)
    {
        byte[] tail = new byte[(int)Math.Min(archive.Length, LocatorLength + EndLength + MostComment)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        int at = FindEnd(tail);
        if (at < 0)
        {
            return null;
        }

        // Disks (4, 6), entries on the last disk (8), entries (10), length (12) and first octet (16) of the directory.
        ReadOnlySpan<byte> end = tail.AsSpan(at, EndLength);
        ushort count = BinaryPrimitives.ReadUInt16LittleEndian(end[10..]);
        uint length = BinaryPrimitives.ReadUInt32LittleEndian(end[12..]);
        uint start = BinaryPrimitives.ReadUInt32LittleEndian(end[16..]);
        bool isIn64 = length == uint.MaxValue || start == uint.MaxValue || count == ushort.MaxValue
            || BinaryPrimitives.ReadUInt16LittleEndian(end[4..]) == ushort.MaxValue
            || BinaryPrimitives.ReadUInt16LittleEndian(end[6..]) == ushort.MaxValue
            || BinaryPrimitives.ReadUInt16LittleEndian(end[8..]) == ushort.MaxValue;
        return isIn64 && at >= LocatorLength && tail.AsSpan(at - LocatorLength).StartsWith("PK\u0006\u0007"u8)
            ? Find64(archive, BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(at - LocatorLength + 8)))
            : Within(archive, start, length, count);
    }

    /// <summary>The last mark whose comment fits behind it: a comment may hold the mark as well.</summary>
    private static int FindEnd(ReadOnlySpan<byte> tail)
    {
        int at = tail.LastIndexOf("PK\u0005\u0006"u8);
        while (at >= 0 && (tail.Length - at < EndLength
            || BinaryPrimitives.ReadUInt16LittleEndian(tail[(at + EndLength - 2)..]) > tail.Length - at - EndLength))
        {
            at = tail[..at].LastIndexOf("PK\u0005\u0006"u8);
        }

        return at;
    }

    private static (long Start, long Length, ulong Count)? Find64(Stream archive, long at)
    {
        if (at < 0 || at > archive.Length - End64Length)
        {
            return null;
        }

        byte[] end = new byte[End64Length];
        archive.Position = at;
        archive.ReadExactly(end);
        return end.AsSpan().StartsWith("PK\u0006\u0006"u8)
            ? Within(
                archive,
                BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(48)),
                BinaryPrimitives.ReadInt64LittleEndian(end.AsSpan(40)),
                BinaryPrimitives.ReadUInt64LittleEndian(end.AsSpan(32)))
            : null;
    }

    private static (long Start, long Length, ulong Count)? Within(Stream archive, long start, long length, ulong count) =>
        start >= 0 && length >= 0 && start <= archive.Length && length <= archive.Length - start ? (start, length, count) : null;
}
