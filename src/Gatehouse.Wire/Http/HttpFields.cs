using System.Globalization;
using System.Text;

namespace Gatehouse.Wire.Http;

/// <summary>Reads the header fields (RFC 9110 section 5) that <see cref="HttpMessage"/> keeps and passes over all others.</summary>
internal static class HttpFields
{
    private static ReadOnlySpan<byte> Chunked => "chunked"u8;

    /// <summary>Reads as many complete lines as there are, up to the empty one.</summary>
    /// <returns>Octets read with the empty line; 0 when that did not come.</returns>
    public static int Read(ReadOnlySpan<byte> data, HttpMessage message)
    {
        int read = 0;
        for (int lines = 0; lines < HttpMessage.MaxHeaderLines; lines++)
        {
            int end = data[..Math.Min(data.Length, HttpMessage.MaxLineLength)].IndexOf((byte)'\n');
            if (end < 0)
            {
                return 0;
            }

            read += end + 1;

            ReadOnlySpan<byte> line = data[..end].TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return read;
            }

            int colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                Keep(line[..colon], line[(colon + 1)..].Trim(" \t"u8), message);
            }

            data = data[(end + 1)..];
        }

        return 0;
    }

    private static void Keep(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value, HttpMessage message)
    {
        if (Is(name, "host"u8))
        {
            message.Host ??= HttpMessage.Address(value);
        }
        else if (Is(name, "server"u8))
        {
            message.Server ??= HttpMessage.Text(value);
        }
        else if (Is(name, "content-length"u8) && long.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out long length))
        {
            message.ContentLength ??= length;
        }
        else if (Is(name, "transfer-encoding"u8))
        {
            message.IsChunked |= Is(value[Math.Max(0, value.Length - Chunked.Length)..], Chunked);
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);
}
