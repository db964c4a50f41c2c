using System.Buffers.Binary;

namespace Gatehouse.Bench.Traffic;

/// <summary>
/// Makes of a generated capture what a tap further along the path would have recorded: hops counted down, a clock of its own, and behind the
/// third tap some packets missing. Generated hosts answer within microseconds, which leaves no time to be under way.
/// </summary>
internal static class Tap
{
    public const int Last = 4;

    private const int FileHeader = 24;
    private const int RecordHeader = 16;
    private const int ClockOffsetSeconds = 37;
    private const int LostBehind = 2;
    private const int OneLostIn = 100_003;

    // Both addresses of a station hold the number of its network at this place of the IP header.
    private const int SourceNetwork = 13;
    private const byte ClientNetwork = 1;

    /// <summary>Writes the capture of one tap.</summary>
    /// <param name="input">What the generator wrote: what is sent, in order.</param>
    /// <param name="output">The capture of the tap.</param>
    /// <param name="number">0 at the clients, <see cref="Last"/> at the servers.</param>
    public static long Write(string input, string output, int number)
    {
        using FileStream from = File.OpenRead(input);
        using FileStream to = new(output, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1 << 20);
        byte[] header = new byte[FileHeader];
        from.ReadExactly(header);
        to.Write(header);
        long frames = 0;
        for (long frame = 0; from.ReadAtLeast(header.AsSpan(0, RecordHeader), RecordHeader, throwOnEndOfStream: false) == RecordHeader; frame++)
        {
            byte[] record = new byte[RecordHeader + BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(8))];
            header.AsSpan(0, RecordHeader).CopyTo(record);
            from.ReadExactly(record.AsSpan(RecordHeader));
            if (number > LostBehind && frame % OneLostIn == OneLostIn - 1)
            {
                continue;
            }

            Pass(record, number);
            to.Write(record);
            frames++;
        }

        return frames;
    }

    /// <summary>Counts the hops down, and tells the time by the tap's clock.</summary>
    private static void Pass(byte[] record, int number)
    {
        const int Ethernet = 14;
        Span<byte> packet = record.AsSpan(RecordHeader + Ethernet);
        bool isVersion4 = packet[0] >> 4 == 4;
        bool isFromClient = packet[SourceNetwork] == ClientNetwork;
        int hops = isFromClient ? number : Last - number;
        ref byte ttl = ref packet[isVersion4 ? 8 : 7];
        ttl -= (byte)hops;
        if (isVersion4)
        {
            uint sum = BinaryPrimitives.ReadUInt16BigEndian(packet[10..]) + ((uint)hops << 8);
            BinaryPrimitives.WriteUInt16BigEndian(packet[10..], (ushort)((sum & 0xFFFF) + (sum >> 16)));
        }

        uint seconds = BinaryPrimitives.ReadUInt32LittleEndian(record);
        BinaryPrimitives.WriteUInt32LittleEndian(record, seconds + (uint)(number * ClockOffsetSeconds));
    }
}
