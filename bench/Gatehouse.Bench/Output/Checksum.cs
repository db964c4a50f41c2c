using System.Runtime.InteropServices;

namespace Gatehouse.Bench.Output;

/// <summary>The Internet checksum (RFC 1071), summed in machine order and therefore written back in machine order (little-endian).</summary>
internal static class Checksum
{
    public static ulong Sum(ReadOnlySpan<byte> data, ulong sum = 0)
    {
        foreach (ulong word in MemoryMarshal.Cast<byte, ulong>(data))
        {
            sum += (uint)word;
            sum += word >> 32;
        }

        ReadOnlySpan<byte> rest = data[(data.Length & ~7)..];
        for (int i = 0; i < rest.Length; i++)
        {
            sum += (ulong)rest[i] << (i % 2 * 8);
        }

        return sum;
    }

    public static ushort Finish(ulong sum)
    {
        while (sum >> 16 != 0)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }
}
