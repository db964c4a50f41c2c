using System.Buffers;

namespace Gatehouse.Wire.Dns;

/// <summary>Reads domain names (RFC 1035 sections 3.1 and 4.1.4), following compression pointers.</summary>
internal static class DnsName
{
    /// <summary>Most octets of a name on the wire, length octets included (RFC 1035 section 2.3.4).</summary>
    public const int MaxLength = 255;

    /// <summary>Most compression pointers followed in one name.</summary>
    public const int MaxPointers = 32;

    /// <summary>The two high bits of an octet that begins a pointer, not a label.</summary>
    public const byte PointerBits = 0xC0;

    /// <summary>Most characters of a name as text: every octet may need four.</summary>
    private const int MaxTextLength = 4 * MaxLength;

    /// <summary>
    /// Reads the name at <paramref name="offset"/> and moves past it. Pointers must lead backwards, further back each time, so
    /// that no chain of them can loop.
    /// </summary>
    /// <param name="message">The message from its header on.</param>
    /// <param name="offset">Where the name starts; moved behind it when the result is Done.</param>
    /// <param name="name">The name in lower case without the last dot, "" for the root; special octets as \DDD (RFC 4343).</param>
    /// <param name="error">What is wrong, when the result is InvalidData.</param>
    public static OperationStatus Read(ReadOnlySpan<byte> message, ref int offset, out string name, out ParseError error)
    {
        name = "";
        error = default;
        Span<char> text = stackalloc char[MaxTextLength];
        int written = 0;
        int at = offset;
        int end = -1;
        int length = 0;
        int lowest = offset;
        for (int pointers = 0; ;)
        {
            if (at >= message.Length)
            {
                return OperationStatus.NeedMoreData;
            }

            byte label = message[at];
            if (label == 0)
            {
                offset = end < 0 ? at + 1 : end;
                name = new string(text[..written]);
                return OperationStatus.Done;
            }

            if ((label & PointerBits) == PointerBits)
            {
                if (at + 1 >= message.Length)
                {
                    return OperationStatus.NeedMoreData;
                }

                int target = ((label & ~PointerBits) << 8) | message[at + 1];
                if (target >= lowest || ++pointers > MaxPointers)
                {
                    error = new ParseError(target >= lowest ? ParseErrorKind.BadValue : ParseErrorKind.LimitExceeded, at);
                    return OperationStatus.InvalidData;
                }

                end = end < 0 ? at + 2 : end;
                lowest = target;
                at = target;
                continue;
            }

            length += label + 1;
            if ((label & PointerBits) != 0 || length >= MaxLength)
            {
                error = new ParseError(length >= MaxLength ? ParseErrorKind.LimitExceeded : ParseErrorKind.BadType, at);
                return OperationStatus.InvalidData;
            }

            if (message.Length - at - 1 < label)
            {
                return OperationStatus.NeedMoreData;
            }

            written += Write(message.Slice(at + 1, label), text[written..], isFirst: written == 0);
            at += label + 1;
        }
    }

    private static int Write(ReadOnlySpan<byte> label, Span<char> text, bool isFirst)
    {
        int written = 0;
        if (!isFirst)
        {
            text[written++] = '.';
        }

        foreach (byte octet in label)
        {
            if (octet is (byte)'.' or (byte)'\\' or <= (byte)' ' or >= 0x7F)
            {
                text[written++] = '\\';
                text[written++] = (char)('0' + (octet / 100));
                text[written++] = (char)('0' + (octet / 10 % 10));
                text[written++] = (char)('0' + (octet % 10));
            }
            else
            {
                text[written++] = (char)(octet is >= (byte)'A' and <= (byte)'Z' ? octet | 0x20 : octet);
            }
        }

        return written;
    }
}
