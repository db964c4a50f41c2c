namespace Gatehouse.Tests.Common.Captures;

/// <summary>Builds a pcapng capture block by block. Each section may have its own byte order.</summary>
public sealed class PcapngFileBuilder
{
    private readonly ByteOrderWriter _writer = new();

    /// <summary>Octets so far.</summary>
    public int Length => _writer.Length;

    /// <summary>Adds a section header; later blocks follow its byte order.</summary>
    /// <param name="bigEndian">Byte order of the section.</param>
    /// <param name="length">Octets of the section; -1 for not told.</param>
    /// <param name="major">Major version.</param>
    /// <param name="minor">Minor version.</param>
    /// <param name="options">Options.</param>
    public PcapngFileBuilder Section(
        bool bigEndian = false, long length = -1, ushort major = 1, ushort minor = 0, params PcapngOption[] options)
    {
        _writer.BigEndian = bigEndian;
        ByteOrderWriter body = Body().UInt32(0x1A2B3C4D).UInt16(major).UInt16(minor).UInt64((ulong)length);
        return Block(0x0A0D0D0A, Options(body, options).ToArray());
    }

    /// <summary>Adds an interface description.</summary>
    public PcapngFileBuilder Interface(ushort link = 1, uint snapLength = 0, params PcapngOption[] options) =>
        Block(1, Options(Body().UInt16(link).UInt16(0).UInt32(snapLength), options).ToArray());

    /// <summary>Adds an enhanced packet.</summary>
    /// <param name="interfaceId">Interface, counted within the section.</param>
    /// <param name="ticks">Time in units of the interface.</param>
    /// <param name="data">Captured octets.</param>
    /// <param name="originalLength">Octets on the wire; as many as captured when null.</param>
    /// <param name="capturedLength">Captured length as written; the true one when null.</param>
    /// <param name="options">Options.</param>
    public PcapngFileBuilder Enhanced(
        uint interfaceId,
        ulong ticks,
        ReadOnlySpan<byte> data,
        uint? originalLength = null,
        uint? capturedLength = null,
        params PcapngOption[] options)
    {
        ByteOrderWriter body = Body().UInt32(interfaceId).UInt32((uint)(ticks >> 32)).UInt32((uint)ticks)
            .UInt32(capturedLength ?? (uint)data.Length).UInt32(originalLength ?? (uint)data.Length).Bytes(data).Pad();
        return Block(6, Options(body, options).ToArray());
    }

    /// <summary>Adds a simple packet: no time, interface 0.</summary>
    public PcapngFileBuilder Simple(ReadOnlySpan<byte> data, uint? originalLength = null) =>
        Block(3, Body().UInt32(originalLength ?? (uint)data.Length).Bytes(data).Pad().ToArray());

    /// <summary>Adds an obsolete packet block.</summary>
    public PcapngFileBuilder Obsolete(
        ushort interfaceId, ushort drops, ulong ticks, ReadOnlySpan<byte> data, params PcapngOption[] options)
    {
        ByteOrderWriter body = Body().UInt16(interfaceId).UInt16(drops).UInt32((uint)(ticks >> 32)).UInt32((uint)ticks)
            .UInt32((uint)data.Length).UInt32((uint)data.Length).Bytes(data).Pad();
        return Block(2, Options(body, options).ToArray());
    }

    /// <summary>Adds interface statistics.</summary>
    public PcapngFileBuilder Statistics(uint interfaceId, ulong ticks, params PcapngOption[] options) =>
        Block(5, Options(Body().UInt32(interfaceId).UInt32((uint)(ticks >> 32)).UInt32((uint)ticks), options).ToArray());

    /// <summary>Adds a decryption secrets block.</summary>
    public PcapngFileBuilder Secrets(uint type, ReadOnlySpan<byte> secrets) =>
        Block(0x0A, Body().UInt32(type).UInt32((uint)secrets.Length).Bytes(secrets).Pad().ToArray());

    /// <summary>Adds a block of any type.</summary>
    /// <param name="type">Block type.</param>
    /// <param name="body">Octets between the two lengths.</param>
    /// <param name="length">Total length as written in front; the true one when null.</param>
    /// <param name="trailingLength">Total length as written behind; the true one when null.</param>
    public PcapngFileBuilder Block(uint type, ReadOnlySpan<byte> body, uint? length = null, uint? trailingLength = null)
    {
        uint total = (uint)(((body.Length + 3) & ~3) + 12);
        _writer.UInt32(type).UInt32(length ?? total).Bytes(body).Pad().UInt32(trailingLength ?? total);
        return this;
    }

    /// <summary>Adds octets as they are.</summary>
    public PcapngFileBuilder Raw(ReadOnlySpan<byte> octets)
    {
        _writer.Bytes(octets);
        return this;
    }

    /// <summary>The file.</summary>
    public byte[] ToArray() => _writer.ToArray();

    private static ByteOrderWriter Options(ByteOrderWriter body, PcapngOption[] options)
    {
        foreach (PcapngOption option in options)
        {
            option.Write(body);
        }

        return options.Length == 0 ? body : body.UInt32(0);
    }

    private ByteOrderWriter Body() => new() { BigEndian = _writer.BigEndian };
}
