using System.Buffers.Binary;

namespace Gatehouse.Capture.Pcap;

/// <summary>A dialect of the classic capture format, as its magic number tells it.</summary>
/// <param name="BigEndian">Byte order of all numbers of the file.</param>
/// <param name="Nanoseconds">Whether the fraction of a time counts nanoseconds, not microseconds.</param>
/// <param name="HeaderLength">Octets of the file header.</param>
/// <param name="RecordHeaderLength">Octets in front of each frame.</param>
internal readonly record struct PcapFormat(bool BigEndian, bool Nanoseconds, int HeaderLength, int RecordHeaderLength)
{
    /// <summary>Octets of the common file header.</summary>
    public const int CommonHeaderLength = 24;

    /// <summary>Octets of the common record header.</summary>
    public const int CommonRecordHeaderLength = 16;

    /// <summary>Octets of the record header of the "modified" dialect: interface, protocol and packet type follow the lengths.</summary>
    private const int ModifiedRecordHeaderLength = 24;

    /// <summary>Octets of the file header of Ixia's dialects: the size of all records follows the link type.</summary>
    private const int IxiaHeaderLength = 28;

    /// <summary>Tells the dialect from the first four octets of a file.</summary>
    public static bool TryRecognise(ReadOnlySpan<byte> octets, out PcapFormat format)
    {
        format = default;
        if (octets.Length < sizeof(uint))
        {
            return false;
        }

        uint magic = BinaryPrimitives.ReadUInt32LittleEndian(octets);
        return TryRecognise(magic, bigEndian: false, out format)
            || TryRecognise(BinaryPrimitives.ReverseEndianness(magic), bigEndian: true, out format);
    }

    private static bool TryRecognise(uint magic, bool bigEndian, out PcapFormat format)
    {
        (bool known, bool nanoseconds, int header, int recordHeader) = magic switch
        {
            0xA1B2C3D4 => (true, false, CommonHeaderLength, CommonRecordHeaderLength),
            0xA1B23C4D => (true, true, CommonHeaderLength, CommonRecordHeaderLength),

            // Kuznetzov's patches.
            0xA1B2CD34 => (true, false, CommonHeaderLength, ModifiedRecordHeaderLength),

            // Reserved for Mesquita; no layout of its own was ever published.
            0xA1B234CD => (true, false, CommonHeaderLength, CommonRecordHeaderLength),

            // Navtel.
            0xA12B3C4D => (true, true, CommonHeaderLength, CommonRecordHeaderLength),

            // Ixia "lcap", hardware and software.
            0x1C0001AC => (true, false, IxiaHeaderLength, CommonRecordHeaderLength),
            0x1C0001AB => (true, false, IxiaHeaderLength, CommonRecordHeaderLength),
            _ => default,
        };
        format = new PcapFormat(bigEndian, nanoseconds, header, recordHeader);
        return known;
    }
}
