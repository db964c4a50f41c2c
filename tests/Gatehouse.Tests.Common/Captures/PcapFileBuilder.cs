namespace Gatehouse.Tests.Common.Captures;

/// <summary>Builds a classic capture: file header, then one record a frame.</summary>
public sealed class PcapFileBuilder
{
    private readonly ByteOrderWriter _writer;
    private readonly PcapVariant _variant;

    /// <summary>Writes the file header.</summary>
    /// <param name="variant">The dialect.</param>
    /// <param name="bigEndian">Byte order of all numbers.</param>
    /// <param name="link">Link type word.</param>
    /// <param name="snapLength">Most octets kept of a frame.</param>
    /// <param name="major">Major version.</param>
    /// <param name="minor">Minor version; below 3 the two lengths of a record are swapped.</param>
    public PcapFileBuilder(
        PcapVariant variant, bool bigEndian, uint link, uint snapLength = 262_144, ushort major = 2, ushort minor = 4)
    {
        _variant = variant;
        _writer = new ByteOrderWriter { BigEndian = bigEndian };
        _writer.UInt32(Magic(variant)).UInt16(major).UInt16(minor).UInt32(0).UInt32(0).UInt32(snapLength).UInt32(link);
        if (variant is PcapVariant.IxiaHardware or PcapVariant.IxiaSoftware)
        {
            _writer.UInt32(0);
        }
    }

    /// <summary>Octets so far.</summary>
    public int Length => _writer.Length;

    private bool CountsNanoseconds => _variant is PcapVariant.Nanoseconds or PcapVariant.Navtel;

    /// <summary>Adds a frame.</summary>
    /// <param name="nanoseconds">Time since the Unix epoch; rounded down to what the dialect can hold.</param>
    /// <param name="data">Captured octets.</param>
    /// <param name="originalLength">Octets on the wire; as many as captured when null.</param>
    public PcapFileBuilder Frame(long nanoseconds, ReadOnlySpan<byte> data, uint? originalLength = null) =>
        Record(
            (uint)(nanoseconds / 1_000_000_000),
            (uint)(nanoseconds % 1_000_000_000 / (CountsNanoseconds ? 1 : 1000)),
            (uint)data.Length,
            originalLength ?? (uint)data.Length,
            data);

    /// <summary>Adds a record whose header is given field by field, in file order, true or not.</summary>
    public PcapFileBuilder Record(uint seconds, uint fraction, uint firstLength, uint secondLength, ReadOnlySpan<byte> data)
    {
        _writer.UInt32(seconds).UInt32(fraction).UInt32(firstLength).UInt32(secondLength);
        if (_variant == PcapVariant.Modified)
        {
            _writer.UInt32(2).UInt16(0x0800).Bytes([0, 0]);
        }

        _writer.Bytes(data);
        return this;
    }

    /// <summary>Adds octets as they are.</summary>
    public PcapFileBuilder Raw(ReadOnlySpan<byte> octets)
    {
        _writer.Bytes(octets);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray() => _writer.ToArray();

    private static uint Magic(PcapVariant variant) => variant switch
    {
        PcapVariant.Microseconds => 0xA1B2C3D4,
        PcapVariant.Nanoseconds => 0xA1B23C4D,
        PcapVariant.Modified => 0xA1B2CD34,
        PcapVariant.Mesquita => 0xA1B234CD,
        PcapVariant.Navtel => 0xA12B3C4D,
        PcapVariant.IxiaHardware => 0x1C0001AC,
        PcapVariant.IxiaSoftware => 0x1C0001AB,
        _ => throw new ArgumentOutOfRangeException(nameof(variant)),
    };
}
