using System.Buffers.Binary;

namespace Gatehouse.Capture.Compression;

/// <summary>The check sum of gzip (RFC 1952 section 8): reflected polynomial EDB88320, eight octets a step.</summary>
internal static class Crc32
{
    private const int Slices = 8;

    private static readonly uint[][] Tables = MakeTables();

    /// <summary>Continues a check sum; starts from 0.</summary>
    public static uint Update(uint sum, ReadOnlySpan<byte> data)
    {
        uint[][] tables = Tables;
        uint crc = ~sum;
        for (; data.Length >= Slices; data = data[Slices..])
        {
            uint low = crc ^ BinaryPrimitives.ReadUInt32LittleEndian(data);
            uint high = BinaryPrimitives.ReadUInt32LittleEndian(data[4..]);
            crc = tables[7][low & 255] ^ tables[6][(low >> 8) & 255] ^ tables[5][(low >> 16) & 255] ^ tables[4][low >> 24]
                ^ tables[3][high & 255] ^ tables[2][(high >> 8) & 255] ^ tables[1][(high >> 16) & 255] ^ tables[0][high >> 24];
        }

        foreach (byte octet in data)
        {
            crc = (crc >> 8) ^ tables[0][(crc ^ octet) & 255];
        }

        return ~crc;
    }

    private static uint[][] MakeTables()
    {
        uint[][] tables = new uint[Slices][];
        for (int slice = 0; slice < Slices; slice++)
        {
            tables[slice] = new uint[256];
            for (uint octet = 0; octet < 256; octet++)
            {
                tables[slice][octet] = slice == 0
                    ? Shift(octet)
                    : (tables[slice - 1][octet] >> 8) ^ tables[0][tables[slice - 1][octet] & 255];
            }
        }

        return tables;
    }

    private static uint Shift(uint value)
    {
        for (int bit = 0; bit < 8; bit++)
        {
            value = (value & 1) != 0 ? (value >> 1) ^ 0xEDB88320 : value >> 1;
        }

        return value;
    }
}
