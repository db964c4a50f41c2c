using System.Buffers;
using System.Globalization;
using System.Text;
using Gatehouse.Wire.Ip;

namespace Gatehouse.Diagnosis.Redaction;

/// <summary>Finds addresses in a text, whatever punctuation they stand in, and replaces them.</summary>
/// <param name="pseudonyms">Names them.</param>
internal sealed class AddressText(Pseudonyms pseudonyms)
{
    /// <summary>Stands for an address when all pseudonyms are given away.</summary>
    internal const string Nameless = "another-address";

    /// <summary>Longest text of an address (RFC 4291 section 2.2, with an IPv4 tail).</summary>
    private const int MostLetters = 45;

    private const int Pair = 3;
    private const int MacPairs = 6;

    private static readonly SearchValues<char> OfIpv6 = SearchValues.Create("0123456789abcdefABCDEF.:");

    /// <summary>Replaces them.</summary>
    public string Replace(string text)
    {
        StringBuilder? replaced = null;
        int kept = 0;
        int at = 0;
        while (at < text.Length)
        {
            string? pseudonym = At(text, at, out int length);
            if (pseudonym is not null)
            {
                (replaced ??= new StringBuilder()).Append(text, kept, at - kept).Append(pseudonym);
                kept = at + length;
            }

            at += length;
        }

        return replaced is null ? text : replaced.Append(text, kept, text.Length - kept).ToString();
    }

    /// <summary>What an address that begins at a place is replaced with; null to go on behind the letters that are none.</summary>
    private string? At(string text, int at, out int length)
    {
        length = 1;
        if (!char.IsAsciiHexDigit(text[at]) && text[at] != ':')
        {
            return null;
        }

        ReadOnlySpan<char> rest = text.AsSpan(at);
        char before = at == 0 ? ' ' : text[at - 1];
        bool isApart = !char.IsLetterOrDigit(before) && before != '_';
        if (isApart && CountPairs(rest) is >= MacPairs and var pairs)
        {
            return Hardware(rest, pairs, ref length);
        }

        if (isApart && Ipv6(rest, out IpAddress address) is > 0 and var letters)
        {
            length = letters;
            return Name(address);
        }

        // A letter before digits does not belong to an address, but for the "v" of a version.
        if (char.IsAsciiDigit(text[at]) && !char.IsDigit(before))
        {
            return Ipv4(rest, isVersion: before is 'v' or 'V', ref length);
        }

        return null;
    }

    private string Name(IpAddress address) => pseudonyms.TryOf(address, out IpAddress pseudonym) ? pseudonym.ToString() : Nameless;

    private string? Ipv4(ReadOnlySpan<char> rest, bool isVersion, ref int length)
    {
        const int Parts = 4;
        uint value = 0;
        int parts = 0;
        int end = 0;
        bool isAddress = true;
        int at = 0;
        while (at < rest.Length && char.IsAsciiDigit(rest[at]))
        {
            int digits = rest[at..].IndexOfAnyExceptInRange('0', '9');
            digits = digits < 0 ? rest.Length - at : digits;
            if (parts < Parts)
            {
                isAddress &= digits <= 3 && byte.TryParse(rest.Slice(at, digits), NumberStyles.None, CultureInfo.InvariantCulture, out byte octet) && Add(octet, ref value);
                end = at + digits;
            }

            parts++;
            at += digits;
            if (at + 1 < rest.Length && rest[at] == '.' && char.IsAsciiDigit(rest[at + 1]))
            {
                at++;
            }
            else
            {
                break;
            }
        }

        // tcpdump appends the port with a dot; more parts are an object identifier.
        if (!isAddress || isVersion || parts is not (Parts or Parts + 1))
        {
            length = Math.Max(at, 1);
            return null;
        }

        length = end;
        return Name(IpAddress.FromIpv4(value));
    }

    private static bool Add(byte octet, ref uint value)
    {
        value = (value << 8) | octet;
        return true;
    }

    /// <summary>Letters of the longest IPv6 address that begins here; 0 when none does.</summary>
    private static int Ipv6(ReadOnlySpan<char> rest, out IpAddress address)
    {
        address = default;
        int run = rest[..Math.Min(rest.Length, MostLetters + 1)].IndexOfAnyExcept(OfIpv6);
        run = run < 0 ? Math.Min(rest.Length, MostLetters + 1) : run;
        if (run < 2 || rest[..run].Count(':') < 2)
        {
            return 0;
        }

        for (int end = run; end >= 2; end--)
        {
            bool isApart = end == rest.Length || (!char.IsLetterOrDigit(rest[end]) && rest[end] != '_');
            if (isApart && rest[..end].Contains(':') && IpAddress.TryParse(rest[..end], out address))
            {
                return end;
            }
        }

        return 0;
    }

    /// <summary>A hardware address, alone or behind one octet that says of which kind it is; longer lists are digests.</summary>
    private string? Hardware(ReadOnlySpan<char> rest, int pairs, ref int length)
    {
        length = (Pair * pairs) - 1;
        if (pairs > MacPairs + 1)
        {
            return null;
        }

        int skipped = Pair * (pairs - MacPairs);
        ulong mac = 0;
        for (int pair = 0; pair < MacPairs; pair++)
        {
            mac = (mac << 8) | byte.Parse(rest.Slice(skipped + (Pair * pair), 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
        }

        return $"{rest[..skipped]}{FormatMac(pseudonyms.OfMac(mac))}";
    }

    /// <summary>Octets of two hexadecimal digits from here on, with one separator between them.</summary>
    private static int CountPairs(ReadOnlySpan<char> rest)
    {
        int pairs = 0;
        for (int at = 0; at + 1 < rest.Length && char.IsAsciiHexDigit(rest[at]) && char.IsAsciiHexDigit(rest[at + 1]); at += Pair)
        {
            if (at + 2 < rest.Length && char.IsLetterOrDigit(rest[at + 2]))
            {
                break;
            }

            pairs++;
            if (at + 2 >= rest.Length || rest[at + 2] is not (':' or '-') || rest[at + 2] != rest[2])
            {
                break;
            }
        }

        return pairs;
    }

    private static string FormatMac(ulong mac) =>
        string.Join(':', Enumerable.Range(0, MacPairs).Select(octet => ((mac >> (40 - (8 * octet))) & 0xFF).ToString("x2", CultureInfo.InvariantCulture)));
}
