using System.Text;

namespace Gatehouse.Tests.Common.Captures;

/// <summary>One option of a pcapng block.</summary>
public sealed class PcapngOption
{
    private readonly byte[] _octets;
    private readonly ulong? _number;

    private PcapngOption(ushort code, byte[] octets, ulong? number = null)
    {
        Code = code;
        _octets = octets;
        _number = number;
    }

    /// <summary>Option code.</summary>
    public ushort Code { get; }

    /// <summary>An option of octets.</summary>
    public static PcapngOption Of(ushort code, params byte[] octets) => new(code, octets);

    /// <summary>An option of UTF-8 text.</summary>
    public static PcapngOption Text(ushort code, string text) => new(code, Encoding.UTF8.GetBytes(text));

    /// <summary>An option of 64 bits in the byte order of the section.</summary>
    public static PcapngOption Number(ushort code, ulong value) => new(code, [], value);

    internal void Write(ByteOrderWriter writer)
    {
        writer.UInt16(Code).UInt16((ushort)(_number is null ? _octets.Length : 8));
        if (_number is { } number)
        {
            writer.UInt64(number);
        }

        writer.Bytes(_octets).Pad();
    }
}
