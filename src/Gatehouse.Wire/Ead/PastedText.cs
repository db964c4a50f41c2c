using System.Buffers;
using System.Text;

namespace Gatehouse.Wire.Ead;

/// <summary>
/// Undoes what web pages, PDF files and mail programs do to one long line: breaks anywhere (inside words, tags and
/// numbers), indentation, blank lines, Markdown's trailing double spaces and code fences.
/// </summary>
internal sealed class PastedText
{
    private const string ServicePack = "Pack";
    private const char NonBreakingSpace = '\u00A0';

    private static readonly string[] BreakTags = ["<br>", "<br/>", "<br />"];

    private static readonly SearchValues<char> LineBreaks = SearchValues.Create("\n\r\f\v\u0085\u2028\u2029");

    private readonly List<(int Joined, int Original)> _lines;

    private PastedText(string joined, List<(int Joined, int Original)> lines)
    {
        Joined = joined;
        _lines = lines;
    }

    /// <summary>The text on one line.</summary>
    public string Joined { get; private set; }

    /// <summary>Joins the lines of a text.</summary>
    public static PastedText Join(ReadOnlySpan<char> text)
    {
        var joined = new StringBuilder(text.Length);
        var lines = new List<(int Joined, int Original)>();
        int trailing = 0;
        int start = 0;
        while (start < text.Length)
        {
            int length = text[start..].IndexOfAny(LineBreaks);
            int next = length < 0 ? text.Length : start + length + 1;
            ReadOnlySpan<char> line = length < 0 ? text[start..] : text.Slice(start, length);
            int indent = line.Length - TrimStart(line).Length;
            ReadOnlySpan<char> content = WithoutBreakTag(TrimEnd(line[indent..]));
            if (content.Length > 0 && !IsFence(content))
            {
                if (joined.Length > 0 && SpaceWasLost(joined, trailing, content[0]))
                {
                    joined.Append(' ');
                }

                lines.Add((joined.Length, start + indent));
                joined.Append(content).Replace(NonBreakingSpace, ' ', joined.Length - content.Length, content.Length);
                trailing = TrailingBlanks(line);
            }

            start = next;
        }

        return new PastedText(joined.ToString(), lines);
    }

    /// <summary>Where a character of <see cref="Joined"/> stood in the text.</summary>
    public int OriginalOffset(int joinedOffset)
    {
        int low = 0;
        int high = _lines.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            if (_lines[middle].Joined <= joinedOffset)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return _lines.Count == 0 ? 0 : _lines[low].Original + Math.Max(0, joinedOffset - _lines[low].Joined);
    }

    /// <summary>Decodes a text that was copied from the source of a web page, where the tags themselves are escaped.</summary>
    public void DecodeEscapedTags()
    {
        Joined = EadEntities.Decode(Joined);
        _lines.Clear();
    }

    // A break inside a word and a break in place of a space look alike once the space is gone. One trailing space between
    // letters was the client's; two are Markdown's line break. "Service Pack" and its number are the one place where
    // every Windows report has a space that printed pages swallow.
    private static bool SpaceWasLost(StringBuilder joined, int trailing, char next)
    {
        char last = joined[^1];
        if (trailing is 1 or > 2)
        {
            return char.IsLetter(last) && char.IsLetterOrDigit(next);
        }

        return char.IsAsciiDigit(next) && joined.Length >= ServicePack.Length
            && joined.ToString(joined.Length - ServicePack.Length, ServicePack.Length) == ServicePack;
    }

    private static ReadOnlySpan<char> WithoutBreakTag(ReadOnlySpan<char> content)
    {
        foreach (string tag in BreakTags)
        {
            if (content.EndsWith(tag, StringComparison.OrdinalIgnoreCase))
            {
                return TrimEnd(content[..^tag.Length]);
            }
        }

        return content;
    }

    private static bool IsFence(ReadOnlySpan<char> content) =>
        content.StartsWith("```", StringComparison.Ordinal) || content.StartsWith("~~~", StringComparison.Ordinal);

    private static ReadOnlySpan<char> TrimStart(ReadOnlySpan<char> line)
    {
        int start = 0;
        while (start < line.Length && IsBlank(line[start]))
        {
            start++;
        }

        return line[start..];
    }

    private static ReadOnlySpan<char> TrimEnd(ReadOnlySpan<char> line)
    {
        int end = line.Length;
        while (end > 0 && IsBlank(line[end - 1]))
        {
            end--;
        }

        return line[..end];
    }

    private static int TrailingBlanks(ReadOnlySpan<char> line) => line.Length - TrimEnd(line).Length;

    // Zero-width space and byte order mark come along with text from web pages.
    private static bool IsBlank(char character) => char.IsWhiteSpace(character) || character is '\u200B' or '\uFEFF';
}
