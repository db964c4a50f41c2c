using Gatehouse.Wire.Ip;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Reads one line of a packet list in any column layout. The two addresses side by side (an arrow or their ports may stand
/// between and behind) and the protocol are the anchor; what stands before them is number and time, what follows is
/// length and info. A line counts only when enough of it has the form of a packet list, so that firewall rules and prose do not.
/// </summary>
internal static class ListLine
{
    /// <summary>No list line is shorter than this: two addresses, a protocol and something to prove it.</summary>
    private const int MinLength = 16;

    private const int MaxPrefixTokens = 10;
    private const int MaxNameLength = 64;

    /// <summary>Reads a cleaned line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="header">The heading above, if one was met.</param>
    /// <param name="inList">Whether list lines were met before, so that less proof is needed.</param>
    /// <param name="frame">The frame; its line number is 0.</param>
    /// <param name="hasInfo">Whether the info column was there and understood; when not, it may follow on the next line.</param>
    public static bool TryRead(ReadOnlySpan<char> line, ListHeader header, bool inList, out RawFrame? frame, out bool hasInfo)
    {
        frame = null;
        hasInfo = false;
        if (line.Length < MinLength)
        {
            return false;
        }

        Span<Range> ranges = stackalloc Range[LineTokens.MaxTokens];
        LineTokens words = new(line, ranges);
        for (int i = 0; i + 1 < words.Count; i++)
        {
            if (TryEnd(words[i], namesToo: false, out RawEnd? source)
                && TryAnchor(ref words, i, source!, namesToo: false, header, inList, out frame, out hasInfo))
            {
                return true;
            }
        }

        return TryNames(ref words, header, inList, out frame, out hasInfo);
    }

    /// <summary>
    /// Whether a line can be the first part of a list line that was broken apart: nothing but numbers, times, addresses and arrows.
    /// </summary>
    public static bool CanBegin(ReadOnlySpan<char> line)
    {
        Span<Range> ranges = stackalloc Range[16];
        LineTokens words = new(line, ranges);
        if (words.Count is 0 or 16)
        {
            return false;
        }

        for (int i = 0; i < words.Count; i++)
        {
            if (!words.IsArrowAt(i) && !IsPrefixWord(words[i]) && !ProtocolNames.IsKnown(words[i])
                && !TryEnd(words[i], namesToo: false, out _))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>Lists with resolved names: an arrow between them, or a known protocol right behind them.</summary>
    private static bool TryNames(ref LineTokens words, ListHeader header, bool inList, out RawFrame? frame, out bool hasInfo)
    {
        for (int i = 2; i < words.Count; i++)
        {
            int source = words.IsArrowAt(i - 2) ? i - 3 : i - 2;
            if (source >= 0 && ProtocolNames.IsKnown(words[i]) && TryEnd(words[source], namesToo: true, out RawEnd? end)
                && TryAnchor(ref words, source, end!, namesToo: true, header, inList, out frame, out hasInfo))
            {
                return true;
            }
        }

        frame = null;
        hasInfo = false;
        return false;
    }

    private static bool TryAnchor(
        ref LineTokens words, int at, RawEnd source, bool namesToo, ListHeader header, bool inList, out RawFrame? frame, out bool hasInfo)
    {
        frame = null;
        hasInfo = false;
        int next = at + 1;
        if (source.Port == 0 && Scan.IsNumber(words[next]) && TryEnd(words[next + 1], namesToo, out _))
        {
            source = source with { Port = Port(words[next]) };
            next++;
        }

        bool backwards = header.DestinationFirst || words[next] is [LineCleaner.BackArrow];
        bool arrow = words.IsArrowAt(next);
        next += arrow ? 1 : 0;
        if (!TryEnd(words[next], namesToo, out RawEnd? destination))
        {
            return false;
        }

        RawFrame candidate = new() { Line = 0, FromList = true };
        next = ReadAfter(ref words, next + 1, candidate, source.Port != 0, ref destination, out int protocolAt);
        ReadBefore(ref words, at, candidate, ref protocolAt);
        if (protocolAt < 0)
        {
            return false;
        }

        ReadOnlySpan<char> protocol = words[protocolAt];

        (candidate.Source, candidate.Destination) = backwards ? (destination!, source) : (source, destination!);
        ReadOnlySpan<char> info = words.From(next);
        hasInfo = InfoColumn.Read(info, protocol, candidate);
        bool proven = hasInfo
            ? arrow || candidate.Length is not null || candidate.Number is not null || candidate.Time.IsKnown
            : !namesToo && candidate.Length is not null && (candidate.Time.IsKnown || (inList && candidate.Number is not null));
        if (!proven || (namesToo && candidate.Number is null && !candidate.Time.IsKnown))
        {
            return false;
        }

        candidate.Info = info.ToString();
        candidate.ProtocolColumn = protocol.ToString();
        frame = candidate;
        return true;
    }

    /// <summary>Reads ports, protocol and length behind the addresses in the order they come; returns where the info begins.</summary>
    private static int ReadAfter(
        ref LineTokens words, int next, RawFrame frame, bool ports, ref RawEnd? destination, out int protocolAt)
    {
        protocolAt = -1;
        int ahead = next;
        while (ahead < next + 2 && Scan.IsNumber(words[ahead]))
        {
            ahead++;
        }

        if (!ProtocolNames.CanBe(words[ahead]))
        {
            // The protocol may stand before the addresses; then a number here is a length unless it is the port that begins the info.
            if (Scan.IsNumber(words[next]) && !words.IsArrowAt(next + 1))
            {
                frame.Length = Length(words[next]);
                next++;
            }

            return next;
        }

        if (ahead > next && ports && destination!.Port == 0)
        {
            destination = destination with { Port = Port(words[next++]) };
        }

        if (ahead > next)
        {
            frame.Length = Length(words[ahead - 1]);
        }

        protocolAt = ahead++;
        if (Scan.IsNumber(words[ahead]) && !words.IsArrowAt(ahead + 1))
        {
            frame.Length = Length(words[ahead++]);
        }

        return ahead;
    }

    /// <summary>Reads number, times, and protocol and length if they stand there, walking back from the addresses to the first foreign word.</summary>
    private static void ReadBefore(ref LineTokens words, int end, RawFrame frame, ref int protocolAt)
    {
        int start = end;
        while (start > 0 && end - start < MaxPrefixTokens && BelongsBefore(ref words, start - 1))
        {
            start--;
        }

        PrefixReader reader = new();
        for (int i = start; i < end; i++)
        {
            ReadOnlySpan<char> word = words[i];
            if (protocolAt < 0 && ProtocolNames.IsKnown(word))
            {
                protocolAt = i;
                if (Scan.IsNumber(words[i + 1]) && i + 1 < end)
                {
                    frame.Length = Length(words[++i]);
                }
            }
            else
            {
                reader.Add(word, words[i + 1]);
            }
        }

        frame.Number = reader.Number;
        frame.Time = reader.Time;
    }

    private static bool BelongsBefore(ref LineTokens words, int at) =>
        IsPrefixWord(words[at]) || ProtocolNames.IsKnown(words[at])
        || (at > 0 && TimeWords.TryTimeOfDay(words[at - 1], out _) && !words.IsArrowAt(at));

    private static bool IsPrefixWord(ReadOnlySpan<char> word) =>
        Scan.IsNumber(word) || TimeWords.TrySeconds(word, out _, out _) || TimeWords.TryTimeOfDay(word, out _)
        || TimeWords.TryDate(word, out _) || TimeWords.Month(word) > 0 || word is "REF"
        || (word.Length > 11 && word[10] is 'T' && TimeWords.TryDate(word[..10], out _))
        || TimeWords.Zone(word) is not null;

    /// <summary>Reads an address, an address with a port, or, when allowed, a resolved name.</summary>
    private static bool TryEnd(ReadOnlySpan<char> word, bool namesToo, out RawEnd? end)
    {
        end = null;
        if (Scan.TryAddress(word, out IpAddress address))
        {
            end = new RawEnd(address);
            return true;
        }

        int colon = word.LastIndexOf(':');
        if (colon > 0 && Scan.TryNumber(word[(colon + 1)..], out long port) && port <= ushort.MaxValue
            && Scan.TryAddress(word[..colon].Trim("[]"), out address) && (address.IsIpv4 || word[0] == '['))
        {
            end = new RawEnd(address, null, (ushort)port);
            return true;
        }

        if (!namesToo || !IsName(word))
        {
            return false;
        }

        end = new RawEnd(null, word.ToString());
        return true;
    }

    private static bool IsName(ReadOnlySpan<char> word)
    {
        bool letter = false;
        foreach (char c in word)
        {
            if (!(char.IsAsciiLetterOrDigit(c) || c is '.' or '-' or '_' or ':'))
            {
                return false;
            }

            letter |= char.IsAsciiLetter(c);
        }

        return letter && word.Length <= MaxNameLength && !ProtocolNames.IsKnown(word);
    }

    private static ushort Port(ReadOnlySpan<char> word) => Scan.Word(Scan.Leading(word)) ?? 0;

    private static int? Length(ReadOnlySpan<char> word) => Scan.Size(Scan.Leading(word));
}
