using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>Reads DNS messages by what Wireshark prints of them in the info column.</summary>
internal static class DnsLine
{
    /// <summary>Longest name (RFC 1035 section 2.3.4).</summary>
    public const int MaxNameLength = 255;

    private const int MaxWords = 48;
    private const string Query = "Standard query ";
    private const string Response = "Standard query response ";

    /// <summary>
    /// Reads "Standard query 0x1234 A policy.example" or "Standard query response 0x1234 No such name A policy.example SOA …";
    /// null when it is neither.
    /// </summary>
    public static TextDns? Parse(ReadOnlySpan<char> info)
    {
        bool isResponse = info.StartsWith(Response, StringComparison.Ordinal);
        if (!isResponse && !info.StartsWith(Query, StringComparison.Ordinal))
        {
            return null;
        }

        ReadOnlySpan<char> rest = info[(isResponse ? Response.Length : Query.Length)..].TrimStart(' ');
        int id = rest.IndexOf(' ');
        if (id < 0 || !rest.StartsWith("0x", StringComparison.Ordinal))
        {
            return null;
        }

        rest = rest[id..].TrimStart(' ');
        int code = isResponse ? Code(ref rest) : 0;
        Span<Range> ranges = stackalloc Range[MaxWords];
        LineTokens words = new(rest, ranges);
        if (Type(words[0]) is not { } type || words[1].Length is 0 or > MaxNameLength)
        {
            return null;
        }

        List<IpAddress> addresses = [];
        for (int i = 2; i + 1 < words.Count; i++)
        {
            if (words[i] is "A" or "AAAA" && Scan.TryAddress(words[i + 1], out IpAddress address))
            {
                addresses.Add(address);
            }
        }

        return new TextDns(isResponse, words[1].TrimEnd('.').ToString().ToLowerInvariant(), type, code, addresses);
    }

    private static int Code(ref ReadOnlySpan<char> rest)
    {
        foreach ((string words, int code) in (ReadOnlySpan<(string, int)>)
            [("No such name", 3), ("Server failure", 2), ("Refused", 5), ("Format error", 1), ("Not implemented", 4)])
        {
            if (rest.StartsWith(words, StringComparison.Ordinal))
            {
                rest = rest[words.Length..].TrimStart(' ');
                return code;
            }
        }

        return 0;
    }

    /// <summary>The number of a record type; null for types that nobody asks a name server for to connect.</summary>
    public static ushort? Type(ReadOnlySpan<char> word) => word switch
    {
        "A" => 1,
        "NS" => 2,
        "CNAME" => 5,
        "SOA" => 6,
        "PTR" => 12,
        "MX" => 15,
        "TXT" => 16,
        "AAAA" => 28,
        "SRV" => 33,
        "HTTPS" => 65,
        "ANY" => 255,
        _ => null,
    };
}
