namespace Gatehouse.Capture.Pcapng;

/// <summary>A cursor over the options of a block: code and length (16 bits each), then the value, padded to four octets.</summary>
/// <param name="octets">The options, up to the trailing length of the block.</param>
/// <param name="order">Byte order of the section.</param>
internal ref struct OptionReader(ReadOnlySpan<byte> octets, ByteOrder order)
{
    private const int HeaderLength = 4;

    private ReadOnlySpan<byte> _rest = octets;

    /// <summary>Takes the next option.</summary>
    /// <returns>False at the end, and where an option is cut: options tell nothing a diagnosis cannot do without.</returns>
    public bool TryTake(out ushort code, out ReadOnlySpan<byte> value)
    {
        code = OptionCode.End;
        value = default;
        if (_rest.Length < HeaderLength)
        {
            return false;
        }

        code = order.UInt16(_rest);
        int length = order.UInt16(_rest[2..]);
        if (code == OptionCode.End || length > _rest.Length - HeaderLength)
        {
            return false;
        }

        value = _rest.Slice(HeaderLength, length);
        _rest = _rest[Math.Min(_rest.Length, HeaderLength + ((length + 3) & ~3))..];
        return true;
    }
}
