using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Gatehouse.Wire.Link;

namespace Gatehouse.Capture.Pcapng;

/// <summary>
/// Writes one section of pcapng (draft-ietf-opsawg-pcapng), little-endian: interfaces with times in nanoseconds, and frames, each with
/// a comment if it has one. What is written may be cut off behind any block and stays readable up to there.
/// </summary>
public sealed class PcapngWriter
{
    /// <summary>Most octets of one text; the rest is cut.</summary>
    public const int MostTextOctets = 4096;

    private const uint ByteOrderMagic = 0x1A2B3C4D;
    private const byte Nanoseconds = 9;

    private readonly Stream _output;
    private readonly ArrayBufferWriter<byte> _body = new();
    private int _interfaces;

    /// <summary>Writes the section header.</summary>
    /// <param name="output">Where to; not closed.</param>
    /// <param name="application">The program that writes it.</param>
    public PcapngWriter(Stream output, string application)
    {
        ArgumentNullException.ThrowIfNull(output);
        _output = output;
        Put32(ByteOrderMagic);
        Put16(1);
        Put16(0);
        Put64(ulong.MaxValue);
        PutText(OptionCode.SectionApplication, application);
        PutEndOfOptions();
        WriteBlock(BlockType.SectionHeader);
    }

    /// <summary>Describes an interface; frames name it by the number returned.</summary>
    /// <param name="link">How to read the first header of its frames.</param>
    /// <param name="name">Its name.</param>
    /// <param name="description">What else to say of it; null for nothing.</param>
    public int AddInterface(LinkType link, string name, string? description = null)
    {
        Put16((ushort)link);
        Put16(0);
        Put32(0);
        PutText(OptionCode.InterfaceName, name);
        if (description is not null)
        {
            PutText(OptionCode.InterfaceDescription, description);
        }

        PutOption(OptionCode.InterfaceTimeResolution, [Nanoseconds]);
        PutEndOfOptions();
        WriteBlock(BlockType.InterfaceDescription);
        return _interfaces++;
    }

    /// <summary>Writes a frame.</summary>
    /// <param name="networkInterface">The interface it was captured on.</param>
    /// <param name="time">When; times before 1970 and unknown ones are written as 1970, for which the format has no numbers.</param>
    /// <param name="data">The captured octets.</param>
    /// <param name="originalLength">Octets it had on the wire.</param>
    /// <param name="comment">What to say of it; null for nothing.</param>
    public void Write(int networkInterface, Timestamp time, ReadOnlySpan<byte> data, int originalLength, string? comment = null)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(networkInterface, _interfaces);
        ulong nanoseconds = (ulong)Math.Max(0, time.Nanoseconds);
        Put32((uint)networkInterface);
        Put32((uint)(nanoseconds >> 32));
        Put32((uint)nanoseconds);
        Put32((uint)data.Length);
        Put32((uint)originalLength);
        PutPadded(data);
        if (comment is not null)
        {
            PutText(OptionCode.Comment, comment);
            PutEndOfOptions();
        }

        WriteBlock(BlockType.EnhancedPacket);
    }

    private void WriteBlock(BlockType type)
    {
        const int Frame = 3 * sizeof(uint);
        Span<byte> head = stackalloc byte[2 * sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(head, (uint)type);
        BinaryPrimitives.WriteUInt32LittleEndian(head[sizeof(uint)..], (uint)(_body.WrittenCount + Frame));
        _output.Write(head);
        _output.Write(_body.WrittenSpan);
        _output.Write(head[sizeof(uint)..]);
        _body.ResetWrittenCount();
    }

    private void PutText(ushort code, string text)
    {
        byte[] octets = Encoding.UTF8.GetBytes(text);
        int length = Math.Min(octets.Length, MostTextOctets);
        while (length < octets.Length && length > 0 && (octets[length] & 0xC0) == 0x80)
        {
            length--;
        }

        PutOption(code, octets.AsSpan(0, length));
    }

    private void PutOption(ushort code, ReadOnlySpan<byte> value)
    {
        Put16(code);
        Put16((ushort)value.Length);
        PutPadded(value);
    }

    private void PutEndOfOptions() => Put32(OptionCode.End);

    private void PutPadded(ReadOnlySpan<byte> octets)
    {
        _body.Write(octets);
        int padding = -octets.Length & 3;
        _body.GetSpan(sizeof(uint))[..padding].Clear();
        _body.Advance(padding);
    }

    private void Put16(ushort value)
    {
        BinaryPrimitives.WriteUInt16LittleEndian(_body.GetSpan(sizeof(ushort)), value);
        _body.Advance(sizeof(ushort));
    }

    private void Put32(uint value)
    {
        BinaryPrimitives.WriteUInt32LittleEndian(_body.GetSpan(sizeof(uint)), value);
        _body.Advance(sizeof(uint));
    }

    private void Put64(ulong value)
    {
        BinaryPrimitives.WriteUInt64LittleEndian(_body.GetSpan(sizeof(ulong)), value);
        _body.Advance(sizeof(ulong));
    }
}
