namespace Gatehouse.Capture.Text;

/// <summary>The next few words of a line that may be of any length; table bars and quotes are no part of words.</summary>
internal ref struct WordWindow
{
    private const int Size = 7;
    private const string Gaps = " \t|\"\u00A0";

    private readonly Range[] _words = new Range[Size];

    /// <summary>Makes an empty window.</summary>
    public WordWindow()
    {
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>Where the first word starts.</summary>
    public readonly int Start => _words[0].Start.Value;

    /// <summary>Takes words on until the window is full.</summary>
    /// <returns>False at the end of the line.</returns>
    public bool Fill(ReadOnlySpan<char> line, ref int at)
    {
        while (Count < Size)
        {
            int skip = line[at..].IndexOfAnyExcept(Gaps);
            if (skip < 0)
            {
                at = line.Length;
                return false;
            }

            int start = at + skip;
            int length = line[start..].IndexOfAny(Gaps);
            at = length < 0 ? line.Length : start + length;
            _words[Count++] = start..at;
        }

        return true;
    }

    /// <summary>Lets the first word go.</summary>
    public void Drop()
    {
        if (Count > 0)
        {
            _words.AsSpan(1, --Count).CopyTo(_words);
        }
    }

    /// <summary>
    /// Whether a packet starts with the first word: a number, a date perhaps, a time, then two addresses with an arrow between them or none.
    /// </summary>
    public readonly bool IsPacketStart(ReadOnlySpan<char> line)
    {
        if (Count == 0 || !Scan.IsNumber(line[_words[0]]))
        {
            return false;
        }

        int at = 1;
        at += at < Count && TimeWords.TryDate(line[_words[at]], out _) ? 1 : 0;
        if (at >= Count || !IsTime(line[_words[at]]))
        {
            return false;
        }

        at++;
        if (at >= Count || !Scan.TryAddress(line[_words[at]], out _))
        {
            return false;
        }

        at++;
        at += at < Count && LineCleaner.IsArrow(line[_words[at]]) ? 1 : 0;
        return at < Count && Scan.TryAddress(line[_words[at]], out _);
    }

    private static bool IsTime(ReadOnlySpan<char> word) => TimeWords.TrySeconds(word, out _, out _) || TimeWords.TryTimeOfDay(word, out _);
}
