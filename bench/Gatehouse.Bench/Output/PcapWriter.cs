using System.Buffers.Binary;

namespace Gatehouse.Bench.Output;

/// <summary>Writes a little-endian microsecond pcap file of Ethernet frames. Time starts at a fixed date and advances as frames leave a 1 Gbit/s link.</summary>
internal sealed class PcapWriter : IDisposable
{
    private const int BufferSize = 4 << 20;
    private const int FileHeaderSize = 24;
    private const int RecordHeaderSize = 16;
    private const int LargestFrame = 2048;
    private const int NanosecondsPerOctet = 8;
    private const int GapNanoseconds = 96;
    private const long FirstNanosecond = 1_796_119_200_000_000_000; // 2026-12-01 10:00:00 UTC, when the certificates of bench/data are valid
    private const long NanosecondsPerSecond = 1_000_000_000;

    private readonly FileStream _file;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _used;
    private long _now = FirstNanosecond;

    public PcapWriter(string path)
    {
        _file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 0);
        Span<byte> header = _buffer.AsSpan(0, FileHeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(header, 0xA1B2C3D4);
        BinaryPrimitives.WriteUInt16LittleEndian(header[4..], 2);
        BinaryPrimitives.WriteUInt16LittleEndian(header[6..], 4);
        BinaryPrimitives.WriteUInt32LittleEndian(header[16..], 262_144);
        BinaryPrimitives.WriteUInt32LittleEndian(header[20..], 1);
        _used = FileHeaderSize;
        Written = FileHeaderSize;
    }

    /// <summary>Octets of the file so far.</summary>
    public long Written { get; private set; }

    public long Frames { get; private set; }

    /// <summary>Milliseconds since the first frame, for TCP timestamps.</summary>
    public uint Milliseconds => (uint)((_now - FirstNanosecond) / 1_000_000);

    /// <summary>Room for the next frame; <see cref="Commit"/> says how much of it was used.</summary>
    public Span<byte> Reserve()
    {
        if (_used + RecordHeaderSize + LargestFrame > BufferSize)
        {
            Flush();
        }

        return _buffer.AsSpan(_used + RecordHeaderSize, LargestFrame);
    }

    public void Commit(int length)
    {
        Span<byte> record = _buffer.AsSpan(_used, RecordHeaderSize);
        BinaryPrimitives.WriteUInt32LittleEndian(record, (uint)(_now / NanosecondsPerSecond));
        BinaryPrimitives.WriteUInt32LittleEndian(record[4..], (uint)(_now % NanosecondsPerSecond / 1000));
        BinaryPrimitives.WriteInt32LittleEndian(record[8..], length);
        BinaryPrimitives.WriteInt32LittleEndian(record[12..], length);
        _used += RecordHeaderSize + length;
        Written += RecordHeaderSize + length;
        Frames++;
        _now += length * NanosecondsPerOctet + GapNanoseconds;
    }

    public void Dispose()
    {
        Flush();
        _file.Dispose();
    }

    private void Flush()
    {
        _file.Write(_buffer, 0, _used);
        _used = 0;
    }
}
