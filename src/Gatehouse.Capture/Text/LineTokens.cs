namespace Gatehouse.Capture.Text;

/// <summary>The first words of a line; an arrow is always a word of its own.</summary>
internal ref struct LineTokens
{
    /// <summary>More words than this before the columns end are not looked at.</summary>
    public const int MaxTokens = 64;

    private readonly ReadOnlySpan<char> _line;
    private readonly Span<Range> _ranges;

    /// <summary>Splits a cleaned line.</summary>
    /// <param name="line">The line.</param>
    /// <param name="ranges">Room for <see cref="MaxTokens"/> words.</param>
    public LineTokens(ReadOnlySpan<char> line, Span<Range> ranges)
    {
        _line = line;
        _ranges = ranges;
        int at = 0;
        while (Count < ranges.Length)
        {
            while (at < line.Length && (line[at] is ' ' or ','))
            {
                at++;
            }

            if (at == line.Length)
            {
                break;
            }

            int start = at;
            at += IsArrow(line[at]) ? 1 : WordLength(line[at..]);
            ranges[Count++] = start..at;
        }
    }

    /// <summary>How many words there are.</summary>
    public int Count { get; private set; }

    /// <summary>A word without the comma behind it; empty beyond the end.</summary>
    public readonly ReadOnlySpan<char> this[int index] =>
        (uint)index < (uint)Count ? _line[_ranges[index]].TrimEnd(',') : default;

    /// <summary>Whether a word is an arrow.</summary>
    public readonly bool IsArrowAt(int index) => this[index] is [LineCleaner.Arrow or LineCleaner.BackArrow];

    /// <summary>The line from a word on; empty beyond the end.</summary>
    public readonly ReadOnlySpan<char> From(int index) => (uint)index < (uint)Count ? _line[_ranges[index].Start..] : default;

    private static bool IsArrow(char c) => c is LineCleaner.Arrow or LineCleaner.BackArrow;

    /// <summary>A word ends at a space, at an arrow, and where a letter is glued to an IPv4 address ("10.0.0.2TCP").</summary>
    private static int WordLength(ReadOnlySpan<char> text)
    {
        int length = text.IndexOfAny(' ', LineCleaner.Arrow, LineCleaner.BackArrow);
        ReadOnlySpan<char> word = length < 0 ? text : text[..length];
        int address = word.IndexOfAnyExcept(Alphabets.Ipv4);
        return address >= 7 && char.IsAsciiLetterUpper(word[address]) && word[..address].Count('.') == 3 ? address : word.Length;
    }
}
