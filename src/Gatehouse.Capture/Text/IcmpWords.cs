namespace Gatehouse.Capture.Text;

/// <summary>Type and code of ICMP errors by the words Wireshark prints in the info column.</summary>
internal static class IcmpWords
{
    /// <summary>Reads "Destination unreachable (Port unreachable)"; null when it is no error or its code has another name.</summary>
    public static (byte Type, byte Code)? Parse(ReadOnlySpan<char> info, bool isVersion6)
    {
        int open = info.IndexOf('(');
        int length = open < 0 ? -1 : info[(open + 1)..].IndexOf(')');
        ReadOnlySpan<char> code = length < 0 ? default : info.Slice(open + 1, length);
        if (info.StartsWith("Packet Too Big", StringComparison.OrdinalIgnoreCase))
        {
            return isVersion6 ? (2, 0) : null;
        }

        if (info.StartsWith("Time", StringComparison.Ordinal) && info.Contains("exceeded", StringComparison.OrdinalIgnoreCase))
        {
            byte type = isVersion6 ? (byte)3 : (byte)11;
            return (type, code.StartsWith("fragment reassembly", StringComparison.OrdinalIgnoreCase) ? (byte)1 : (byte)0);
        }

        if (!info.StartsWith("Destination unreachable", StringComparison.OrdinalIgnoreCase))
        {
            return null;
        }

        byte? unreachable = isVersion6 ? Version6(code.ToString().ToLowerInvariant()) : Version4(code.ToString().ToLowerInvariant());
        return unreachable is { } found ? (isVersion6 ? (byte)1 : (byte)3, found) : null;
    }

    private static byte? Version4(string code) => code switch
    {
        "network unreachable" => 0,
        "host unreachable" => 1,
        "protocol unreachable" => 2,
        "port unreachable" => 3,
        "fragmentation needed" => 4,
        "source route failed" => 5,
        "destination network unknown" or "network unknown" => 6,
        "destination host unknown" or "host unknown" => 7,
        "source host isolated" => 8,
        "network administratively prohibited" => 9,
        "host administratively prohibited" => 10,
        "network unreachable for tos" => 11,
        "host unreachable for tos" => 12,
        "communication administratively filtered" or "communication administratively prohibited" => 13,
        "host precedence violation" => 14,
        "precedence cutoff in effect" => 15,
        _ => null,
    };

    private static byte? Version6(string code) => code switch
    {
        "no route to destination" => 0,
        "administratively prohibited" or "communication with destination administratively prohibited" => 1,
        "beyond scope of source address" => 2,
        "address unreachable" => 3,
        "port unreachable" => 4,
        "source address failed ingress/egress policy" => 5,
        "reject route to destination" => 6,
        _ => null,
    };
}
