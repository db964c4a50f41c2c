using System.Text;

namespace Gatehouse.Wire.Http;

/// <summary>Reads the header fields (RFC 9110 section 5) that <see cref="HttpMessage"/> keeps and passes over all others.</summary>
internal static class HttpFields
{
    /// <summary>Reads as many complete lines as there are, up to the empty one.</summary>
    public static void Read(ReadOnlySpan<byte> data, HttpMessage message)
    {
        for (int lines = 0; lines < HttpMessage.MaxHeaderLines; lines++)
        {
            int end = data[..Math.Min(data.Length, HttpMessage.MaxLineLength)].IndexOf((byte)'\n');
            if (end < 0)
            {
                return;
            }

            ReadOnlySpan<byte> line = data[..end].TrimEnd((byte)'\r');
            if (line.IsEmpty)
            {
                return;
            }

            int colon = line.IndexOf((byte)':');
            if (colon > 0)
            {
                Keep(line[..colon], line[(colon + 1)..].Trim(" \t"u8), message);
            }

            data = data[(end + 1)..];
        }
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
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);
}
