namespace Gatehouse.Capture;

/// <summary>Names texts that are no evidence but often taken for it, and says what to do instead.</summary>
public static class ForeignText
{
    private const int LinesLookedAt = 200;
    private const int LineLength = 512;

    /// <summary>One phrase, "it is …; do …"; null when nothing is recognised.</summary>
    /// <param name="text">A text that holds neither printed packets nor a log.</param>
    public static string? Describe(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        ReadOnlySpan<char> start = text.AsSpan().TrimStart();
        if (start.StartsWith("%PDF-", StringComparison.Ordinal))
        {
            return "it is a PDF document; copy the packet list out of it as text, or give the capture itself";
        }

        if (start.StartsWith("{\\rtf", StringComparison.Ordinal))
        {
            return "it is a rich text document; save it as plain text, or give the capture itself";
        }

        if (start.StartsWith("<!DOCTYPE html", StringComparison.OrdinalIgnoreCase) || start.StartsWith("<html", StringComparison.OrdinalIgnoreCase))
        {
            return "it is a web page (HTML) without a packet list that can be read; download the capture that it links to, or copy the list as text";
        }

        ReadOnlySpan<char> head = start[..Math.Min(start.Length, LineLength)];
        return start.StartsWith('<') && (head.Contains("<pdml", StringComparison.Ordinal) || head.Contains("<psml", StringComparison.Ordinal))
            ? "it is packets as XML; export them as plain text (File > Export Packet Dissections), or give the capture itself"
            : start is ['[' or '{', ..] && head.Contains("\"_source\"", StringComparison.Ordinal)
            ? "it is packets as JSON; export them as plain text (File > Export Packet Dissections), or give the capture itself"
            : DescribeLines(start);
    }

    private static string? DescribeLines(ReadOnlySpan<char> text)
    {
        int count = 0;
        foreach (ReadOnlySpan<char> whole in text.EnumerateLines())
        {
            ReadOnlySpan<char> line = whole[..Math.Min(whole.Length, LineLength)].Trim();
            if (IsTcpdump(line))
            {
                return "it is what tcpdump printed; record with tcpdump -w FILE and give that file, or paste a packet list of Wireshark";
            }

            if (IsHexDump(line))
            {
                return "it is a hex dump; turn it into a capture with text2pcap and give that";
            }

            if (++count == LinesLookedAt)
            {
                break;
            }
        }

        return null;
    }

    /// <summary>"17:58:51.503833 IP 10.0.3.50.39890 > …", also with a date or an interface in front.</summary>
    private static bool IsTcpdump(ReadOnlySpan<char> line)
    {
        int at = Math.Max(line.IndexOf(" IP ", StringComparison.Ordinal), line.IndexOf(" IP6 ", StringComparison.Ordinal));
        bool afterTime = at >= 8 && char.IsAsciiDigit(line[0]) && line[..at].Contains(':');
        return afterTime && (line[at..].Contains(" > ", StringComparison.Ordinal) || line[at..].Contains("(tos ", StringComparison.Ordinal));
    }

    /// <summary>"0000  02 00 00 …", "0x0000:  4500 003c …".</summary>
    private static bool IsHexDump(ReadOnlySpan<char> line)
    {
        ReadOnlySpan<char> offset = line.StartsWith("0x", StringComparison.Ordinal) ? line[2..] : line;
        int digits = offset.IndexOfAnyExcept('0');
        if (digits is not (4 or 6 or 8) || offset[digits] is not (' ' or ':' or '\t'))
        {
            return false;
        }

        ReadOnlySpan<char> octets = offset[digits..].TrimStart(": \t");
        int octetDigits = 0;
        foreach (char character in octets)
        {
            if (char.IsAsciiHexDigit(character))
            {
                octetDigits++;
            }
            else if (character != ' ')
            {
                break;
            }
        }

        return octetDigits >= 16;
    }
}
