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
                message.HasAllFields = true;
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
        else if (Is(name, "via"u8))
        {
            message.Via ??= HttpMessage.Text(value);
        }
        else if (Is(name, "location"u8))
        {
            message.Location ??= HttpMessage.Address(value);
        }
        else if (Is(name, "proxy-authenticate"u8))
        {
            message.ProxyAuthenticate = AddSchemes(message.ProxyAuthenticate, value);
        }
        else if (Is(name, "www-authenticate"u8))
        {
            message.WwwAuthenticate = AddSchemes(message.WwwAuthenticate, value);
        }
    }

    private static bool Is(ReadOnlySpan<byte> name, ReadOnlySpan<byte> expected) => Ascii.EqualsIgnoreCase(name, expected);

    /// <summary>
    /// Adds the scheme names of a challenge list (RFC 9110 section 11.6.1). Schemes and their parameters are both separated by
    /// commas; a parameter is told by the "=" behind its name, and its value is never kept.
    /// </summary>
    private static string AddSchemes(string? schemes, ReadOnlySpan<byte> challenges)
    {
        StringBuilder text = new(schemes);
        while (!challenges.IsEmpty && text.Length < HttpMessage.MaxValueLength)
        {
            int length = ElementLength(challenges);
            ReadOnlySpan<byte> element = challenges[..length].Trim(" \t"u8);
            challenges = challenges[Math.Min(length + 1, challenges.Length)..];
            int end = element.IndexOfAny((byte)' ', (byte)'=');
            ReadOnlySpan<byte> name = end < 0 ? element : element[..end];
            if (!name.IsEmpty && !element[name.Length..].TrimStart((byte)' ').StartsWith("="u8))
            {
                text.Append(text.Length > 0 ? ", " : "").Append(HttpMessage.Text(name));
            }
        }

        return text.ToString();
    }

    /// <summary>Octets up to the next comma outside a quoted string.</summary>
    private static int ElementLength(ReadOnlySpan<byte> list)
    {
        bool isQuoted = false;
        for (int i = 0; i < list.Length; i++)
        {
            switch (list[i])
            {
                case (byte)',' when !isQuoted:
                    return i;
                case (byte)'"':
                    isQuoted = !isQuoted;
                    break;
                case (byte)'\\' when isQuoted:
                    i++;
                    break;
                default:
                    break;
            }
        }

        return list.Length;
    }
}
