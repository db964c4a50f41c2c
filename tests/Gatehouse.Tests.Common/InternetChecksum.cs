using System.Buffers.Binary;

namespace Gatehouse.Tests.Common;

/// <summary>The Internet checksum (RFC 1071).</summary>
public static class InternetChecksum
{
    /// <summary>Sums 16-bit big-endian words onto a running sum; an odd last octet counts as the high half of a word.</summary>
    public static uint Add(uint sum, ReadOnlySpan<byte> data)
    {
        while (data.Length > 1)
        {
            sum += BinaryPrimitives.ReadUInt16BigEndian(data);
            data = data[2..];
        }

        return data.Length == 1 ? sum + ((uint)data[0] << 8) : sum;
    }

    /// <summary>Folds a sum to 16 bits and complements it.</summary>
    public static ushort Finish(uint sum)
    {
        while (sum > 0xFFFF)
        {
            sum = (sum & 0xFFFF) + (sum >> 16);
        }

        return (ushort)~sum;
    }

    /// <summary>The checksum of a whole structure, whose own checksum field must be 0.</summary>
    public static ushort Of(ReadOnlySpan<byte> data) => Finish(Add(0, data));
}
