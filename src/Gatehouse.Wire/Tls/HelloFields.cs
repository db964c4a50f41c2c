using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text;

namespace Gatehouse.Wire.Tls;

/// <summary>The vectors (RFC 8446 section 3.4) that ClientHello and ServerHello have in common.</summary>
internal static class HelloFields
{
    /// <summary>Octets of a random.</summary>
    public const int RandomLength = 32;

    /// <summary>The longest session identifier, in octets.</summary>
    public const int MaxSessionIdLength = 32;

    /// <summary>The most extensions accepted in one hello; some 70 are registered.</summary>
    public const int MaxExtensions = 512;

    private const int ExtensionHeaderLength = 4;

    /// <summary>Takes a vector with an 8-bit length.</summary>
    public static bool TryTakeVector8(scoped ref SpanReader reader, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return reader.TryReadByte(out byte length) && reader.TryTake(length, out bytes);
    }

    /// <summary>Takes a vector with a 16-bit length.</summary>
    public static bool TryTakeVector16(scoped ref SpanReader reader, out ReadOnlySpan<byte> bytes)
    {
        bytes = default;
        return reader.TryReadUInt16(out ushort length) && reader.TryTake(length, out bytes);
    }

    /// <summary>Turns octets into 16-bit numbers; false when their count is odd.</summary>
    public static bool TryToNumbers(ReadOnlySpan<byte> bytes, out ushort[] numbers)
    {
        if (bytes.Length % 2 != 0)
        {
            numbers = [];
            return false;
        }

        numbers = bytes.IsEmpty ? [] : GC.AllocateUninitializedArray<ushort>(bytes.Length / 2);
        ReadOnlySpan<ushort> raw = MemoryMarshal.Cast<byte, ushort>(bytes);
        if (BitConverter.IsLittleEndian)
        {
            BinaryPrimitives.ReverseEndianness(raw, numbers);
        }
        else
        {
            raw.CopyTo(numbers);
        }

        return true;
    }

    /// <summary>
    /// Takes what may follow the fixed part of a hello: nothing, as from endpoints of SSL 3.0 and some of TLS 1.0 (RFC 5246
    /// section 7.4.1.2), or one block of extensions that ends the message.
    /// </summary>
    /// <param name="reader">Behind the fixed part.</param>
    /// <param name="block">The extensions, well framed.</param>
    /// <param name="types">Their types in order.</param>
    /// <param name="error">What is wrong, at an offset from the start of the body.</param>
    public static bool TryTakeExtensions(
        scoped ref SpanReader reader, out ReadOnlySpan<byte> block, out ushort[] types, out ParseError error)
    {
        block = default;
        types = [];
        int start = reader.Position + sizeof(ushort);
        if (reader.Remaining > 0 && !TryTakeVector16(ref reader, out block))
        {
            error = new ParseError(ParseErrorKind.BadLength, reader.Position);
            return false;
        }

        if (reader.Remaining > 0)
        {
            error = new ParseError(ParseErrorKind.TrailingData, reader.Position);
            return false;
        }

        bool listed = TryListExtensions(block, out types, out error);
        error = listed ? default : error with { Offset = start + error.Offset };
        return listed;
    }

    /// <summary>
    /// Lists the types in a block of extensions and checks that the block is filled exactly, so that a second walk
    /// cannot fail on framing.
    /// </summary>
    private static bool TryListExtensions(ReadOnlySpan<byte> block, out ushort[] types, out ParseError error)
    {
        types = [];
        error = default;
        int count = 0;
        for (int at = 0; at < block.Length; count++)
        {
            int left = block.Length - at - ExtensionHeaderLength;
            if (left < 0 || BinaryPrimitives.ReadUInt16BigEndian(block[(at + sizeof(ushort))..]) > left)
            {
                error = new ParseError(ParseErrorKind.BadLength, at);
                return false;
            }

            if (count == MaxExtensions)
            {
                error = new ParseError(ParseErrorKind.LimitExceeded, at);
                return false;
            }

            at += ExtensionHeaderLength + BinaryPrimitives.ReadUInt16BigEndian(block[(at + sizeof(ushort))..]);
        }

        types = count == 0 ? [] : new ushort[count];
        SpanReader reader = new(block);
        for (int i = 0; i < count; i++)
        {
            _ = reader.TryReadUInt16(out types[i]) && TryTakeVector16(ref reader, out _);
        }

        return true;
    }

    /// <summary>Application protocol name as text, one character for each octet (ISO 8859-1), so that none is lost.</summary>
    public static string ProtocolName(ReadOnlySpan<byte> name)
    {
        // The two that nearly every hello carries cost no allocation.
        if (name.SequenceEqual("h2"u8))
        {
            return "h2";
        }

        return name.SequenceEqual("http/1.1"u8) ? "http/1.1" : Encoding.Latin1.GetString(name);
    }

    /// <summary>Reads the body of an application_layer_protocol_negotiation extension (RFC 7301 section 3.1).</summary>
    public static bool TryReadAlpn(ReadOnlySpan<byte> body, out string[] names)
    {
        names = [];
        SpanReader reader = new(body);
        if (!TryTakeVector16(ref reader, out ReadOnlySpan<byte> list) || reader.Remaining > 0)
        {
            return false;
        }

        int count = 0;
        for (SpanReader counting = new(list); counting.Remaining > 0; count++)
        {
            if (!TryTakeVector8(ref counting, out ReadOnlySpan<byte> name) || name.IsEmpty)
            {
                return false;
            }
        }

        names = new string[count];
        SpanReader filling = new(list);
        for (int i = 0; i < count; i++)
        {
            _ = TryTakeVector8(ref filling, out ReadOnlySpan<byte> name);
            names[i] = ProtocolName(name);
        }

        return true;
    }
}
