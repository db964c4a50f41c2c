using System.Text;

namespace Gatehouse.Capture.Text;

/// <summary>
/// Undoes hard folding of a packet list ("fold -w 72", "fold -s", mail programs): a line that does not begin a packet, below one that had no
/// room left for its first word, is the rest of that.
/// </summary>
internal sealed class Unfolding
{
    /// <summary>Narrower and wider texts were not folded, or not for people to read.</summary>
    private const int MinWidth = 40;
    private const int MaxWidth = 400;

    /// <summary>Lines that one packet may be folded into.</summary>
    private const int MaxFolds = 12;

    /// <summary>A character of several octets, such as an arrow, does not always fit; some tools count its octets.</summary>
    private const int Slack = 3;

    /// <summary>Lines of exactly the width for each shorter one, from which on the text was folded in the middle of words.</summary>
    private const int ExactForShorter = 2;

    private const char Torn = '\uFFFD';

    private readonly List<(ReadOnlyMemory<char> Line, int Number)> _lines = [];
    private bool _joined;

    private Unfolding()
    {
    }

    /// <summary>Unfolds a text; null when there is nothing to unfold.</summary>
    /// <returns>The lines, each with the 1-based number of its first piece.</returns>
    public static IReadOnlyList<(ReadOnlyMemory<char> Line, int Number)>? Unfold(string text)
    {
        Unfolding unfolding = new();
        List<(ReadOnlyMemory<char> Line, int Number)> block = [];
        foreach ((ReadOnlyMemory<char> line, int number) in TextLines.Of(text))
        {
            if (line.Span.IsWhiteSpace())
            {
                unfolding.Add(block);
                block.Clear();
            }
            else
            {
                block.Add((line, number));
            }
        }

        unfolding.Add(block);
        return unfolding._joined ? unfolding._lines : null;
    }

    /// <summary>Columns as characters, or as octets of UTF-8: some tools fold by these.</summary>
    private static int Width(ReadOnlySpan<char> line, bool octets) => octets ? Encoding.UTF8.GetByteCount(line) : line.Length;

    private static bool BeginsPacket(ReadOnlySpan<char> line)
    {
        Span<Range> ranges = stackalloc Range[3];
        LineTokens words = new(line.TrimStart(" \t|>\""), ranges);
        return (Scan.IsNumber(words[0]) && IsTime(words[1])) || (IsTime(words[0]) && (IsTime(words[1]) || Scan.TryAddress(words[1], out _)));
    }

    private static bool IsTime(ReadOnlySpan<char> word) =>
        TimeWords.TrySeconds(word, out _, out _) || TimeWords.TryTimeOfDay(word, out _) || TimeWords.TryDate(word, out _);

    private static bool IsFull(ReadOnlySpan<char> line, ReadOnlySpan<char> next, int width, bool octets)
    {
        ReadOnlySpan<char> text = next.TrimStart();
        int word = text.IndexOfAny(' ', '\t');
        return Width(line.TrimEnd(), octets) + 1 + Width(word < 0 ? text : text[..word], octets) > width - Slack;
    }

    private void Add(List<(ReadOnlyMemory<char> Line, int Number)> block)
    {
        int first = block.FindIndex(line => BeginsPacket(line.Line.Span));
        if (first < 0 || !(TryJoin(block, first, octets: false) || TryJoin(block, first, octets: true)))
        {
            _lines.AddRange(block);
        }
    }

    /// <summary>Joins the lines of a block if every line that begins no packet can be explained by folding, and there is one.</summary>
    private bool TryJoin(List<(ReadOnlyMemory<char> Line, int Number)> block, int first, bool octets)
    {
        int width = block.Max(line => Width(line.Line.Span, octets));
        if (width is < MinWidth or > MaxWidth)
        {
            return false;
        }

        int exact = 0;
        int shorter = 0;
        int folds = 0;
        for (int i = first + 1; i < block.Count; i++)
        {
            ReadOnlySpan<char> above = block[i - 1].Line.Span;
            ReadOnlySpan<char> line = block[i].Line.Span;
            if (BeginsPacket(line))
            {
                folds = 0;
                continue;
            }

            if (++folds > MaxFolds || !IsFull(above, line, width, octets))
            {
                return false;
            }

            bool isExact = Width(above, octets) == width || above[^1] == Torn || line[0] == Torn;
            exact += isExact ? 1 : 0;
            shorter += isExact ? 0 : 1;
        }

        // Folded in the middle of words, nearly all lines are equally wide; folded between words, they are not, and a space was lost.
        bool inWords = exact > shorter * ExactForShorter;
        if (exact + shorter == 0 || (!inWords && !octets && block.Exists(line => !Ascii.IsValid(line.Line.Span)) && TryJoin(block, first, octets: true)))
        {
            return exact + shorter > 0;
        }

        Join(block, first, inWords ? width : int.MaxValue, octets);
        return true;
    }

    /// <summary>Joins lines; to one below the width at which words are torn, a space is given back.</summary>
    private void Join(List<(ReadOnlyMemory<char> Line, int Number)> block, int first, int width, bool octets)
    {
        _joined = true;
        _lines.AddRange(block[..first]);
        StringBuilder whole = new();
        for (int i = first; i < block.Count; i++)
        {
            ReadOnlySpan<char> line = block[i].Line.Span;
            bool isRest = whole.Length > 0;
            bool torn = isRest && (line[0] == Torn || whole[^1] == Torn);
            if (torn)
            {
                TrimTorn(whole);
                whole.Append(LineCleaner.Arrow);
            }
            else if (isRest && !char.IsWhiteSpace(whole[^1]) && Width(block[i - 1].Line.Span, octets) < width)
            {
                whole.Append(' ');
            }

            whole.Append(torn ? line.TrimStart(Torn) : line);
            if (i + 1 == block.Count || BeginsPacket(block[i + 1].Line.Span))
            {
                _lines.Add((whole.ToString().AsMemory(), block[first].Number));
                whole.Clear();
                first = i + 1;
            }
        }
    }

    /// <summary>An arrow folded between its octets; lists have no other character of several octets.</summary>
    private static void TrimTorn(StringBuilder line)
    {
        while (line.Length > 1 && line[^1] == Torn)
        {
            line.Length--;
        }
    }
}
