using System.Buffers.Binary;

namespace Gatehouse.Tests.Common;

/// <summary>Builds classic pcap files: little-endian, microseconds, one link type.</summary>
public static class PcapBuilder
{
    /// <summary>A file with the frames whole, one millisecond apart.</summary>
    /// <param name="linkType">LINKTYPE_ number, 1 for Ethernet.</param>
    /// <param name="frames">The frames in order.</param>
    /// <param name="snapLength">Frames are cut to this many octets; their original length stays.</param>
    public static byte[] File(int linkType, IEnumerable<byte[]> frames, int snapLength = 262144)
    {
        ArgumentNullException.ThrowIfNull(frames);
        using MemoryStream file = new();
        Span<byte> header = stackalloc byte[24];
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteInt32LittleEndian(header[16..], snapLength);
        BinaryPrimitives.WriteInt32LittleEndian(header[20..], linkType);
        file.Write(header);
        int milliseconds = 0;
        foreach (byte[] frame in frames)
        {
            int captured = Math.Min(frame.Length, snapLength);
            BinaryPrimitives.WriteInt32LittleEndian(header, 1_700_000_000 + (milliseconds / 1000));
            BinaryPrimitives.WriteInt32LittleEndian(header[4..], milliseconds % 1000 * 1000);
            BinaryPrimitives.WriteInt32LittleEndian(header[8..], captured);
            BinaryPrimitives.WriteInt32LittleEndian(header[12..], frame.Length);
            file.Write(header[..16]);
            file.Write(frame, 0, captured);
            milliseconds++;
        }

        return file.ToArray();
    }
}
