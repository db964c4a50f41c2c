using System.Buffers.Binary;

namespace Gatehouse.Capture.Zip;

/// <summary>
/// The end of a zip archive (APPNOTE 4.3.14 to 4.3.16): says where its directory begins, and so how much of it there can be at most. All
/// numbers are little-endian.
/// </summary>
internal static class ZipTail
{
    private const int EndLength = 22;
    private const int MostComment = ushort.MaxValue;
    private const int LocatorLength = 20;
    private const int LocatorToEnd64 = 8;
    private const int End64ToStart = 48;
    private const int EndToStart = 16;
    private const uint InEnd64 = uint.MaxValue;

    /// <summary>Octets from the beginning of the directory to the end of the archive.</summary>
    /// <param name="archive">A stream that can seek; its position is changed.</param>
    /// <returns>Null when the end of an archive is not there.</returns>
    public static long? DirectoryLength(Stream archive)
    {
        byte[] tail = new byte[(int)Math.Min(archive.Length, EndLength + MostComment + LocatorLength)];
        archive.Position = archive.Length - tail.Length;
        archive.ReadExactly(tail);
        int at = tail.AsSpan().LastIndexOf("PK\u0005\u0006"u8);
        if (at < 0 || tail.Length - at < EndLength)
        {
            return null;
        }

        long start = BinaryPrimitives.ReadUInt32LittleEndian(tail.AsSpan(at + EndToStart));
        if (start == InEnd64)
        {
            start = Start64(archive, tail, at - LocatorLength);
        }

        return start >= 0 && start <= archive.Length ? archive.Length - start : null;
    }

    private static long Start64(Stream archive, byte[] tail, int locator)
    {
        if (locator < 0 || !tail.AsSpan(locator).StartsWith("PK\u0006\u0007"u8))
        {
            return -1;
        }

        long end = BinaryPrimitives.ReadInt64LittleEndian(tail.AsSpan(locator + LocatorToEnd64));
        Span<byte> start = stackalloc byte[sizeof(long)];
        if (end < 0 || end > archive.Length - End64ToStart - start.Length)
        {
            return -1;
        }

        archive.Position = end + End64ToStart;
        archive.ReadExactly(start);
        return BinaryPrimitives.ReadInt64LittleEndian(start);
    }
}
