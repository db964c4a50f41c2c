namespace Gatehouse.Capture.Text;

/// <summary>Tells lines that somebody would take for packets, whether they can be read or not.</summary>
internal static class PacketLook
{
    /// <summary>Two of these in one line are no prose.</summary>
    private static readonly string[] Fields =
        ["Seq=", "Ack=", "Win=", "Len=", "MSS=", "TSval=", "TSecr=", "Flags [", "[SYN", "[ACK", "[RST", "[FIN", "[PSH"];

    /// <summary>Whether a cleaned line looks like a packet, or like a part of one.</summary>
    public static bool Is(ReadOnlySpan<char> line)
    {
        Span<Range> ranges = stackalloc Range[LineTokens.MaxTokens];
        LineTokens words = new(line, ranges);
        int fields = 0;
        foreach (string field in Fields)
        {
            fields += line.Contains(field, StringComparison.Ordinal) ? 1 : 0;
        }

        return fields >= 2 || (HasPair(ref words) && (fields > 0 || IsCounted(words[0])))
            || (Scan.IsNumber(words[0]) && IsTime(words[1]) && HasProtocol(ref words));
    }

    /// <summary>Whether another packet follows in the info column of one: two addresses and a protocol or fields of a segment.</summary>
    public static bool IsInside(ReadOnlySpan<char> info)
    {
        Span<Range> ranges = stackalloc Range[LineTokens.MaxTokens];
        LineTokens words = new(info, ranges);
        return HasPair(ref words) && HasProtocol(ref words);
    }

    private static bool IsCounted(ReadOnlySpan<char> word) => Scan.IsNumber(word) || IsTime(word);

    private static bool IsTime(ReadOnlySpan<char> word) =>
        TimeWords.TrySeconds(word, out _, out _) || TimeWords.TryTimeOfDay(word, out _) || TimeWords.TryDate(word, out _);

    private static bool HasProtocol(ref LineTokens words)
    {
        for (int i = 0; i < words.Count; i++)
        {
            if (ProtocolNames.IsKnown(words[i]))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Two addresses with nothing but ports and an arrow between them.</summary>
    private static bool HasPair(ref LineTokens words)
    {
        const int MostBetween = 2;
        int before = -1;
        for (int i = 0; i < words.Count; i++)
        {
            if (IsEnd(words[i]))
            {
                if (before >= 0 && i - before <= MostBetween + 1)
                {
                    return true;
                }

                before = i;
            }
            else if (!words.IsArrowAt(i) && !Scan.IsNumber(words[i]))
            {
                before = -1;
            }
        }

        return false;
    }

    /// <summary>An address, also with a port behind a colon or, as tcpdump prints it, a point.</summary>
    private static bool IsEnd(ReadOnlySpan<char> word)
    {
        word = word.TrimEnd(':');
        int port = word.LastIndexOfAny(':', '.');
        return Scan.TryAddress(word, out _)
            || (port > 0 && Scan.IsNumber(word[(port + 1)..]) && Scan.TryAddress(word[..port].Trim("[]"), out _));
    }
}
