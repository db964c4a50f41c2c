using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>What a line of text is never broken inside of.</summary>
internal sealed class TextWord
{
    /// <summary>Code wider than this gets a line of its own: it is there to be copied.</summary>
    public const int MaxInlineCode = 40;

    private static readonly char[] Punctuation = ['.', ',', ';', ':', '。', '，', '；', '：'];

    // Marks of scripts without spaces that no line begins with, and those that no line ends with.
    private const string Closing = "。，、；：？！）」』》】”’…";
    private const string Opening = "（「『《【“‘";

    private readonly List<TextSpan> _spans = [];

    /// <summary>Its pieces.</summary>
    public IReadOnlyList<TextSpan> Spans => _spans;

    /// <summary>Columns it takes.</summary>
    public int Width { get; private set; }

    /// <summary>Whether a space stands before it.</summary>
    public bool AfterSpace { get; private init; }

    /// <summary>Whether a new line may begin with it.</summary>
    public bool MayBreakBefore { get; private init; }

    /// <summary>Whether nothing else stands on its line.</summary>
    public bool OwnLine { get; private init; }

    /// <summary>Whether a piece of text is code that gets a line of its own.</summary>
    public static bool IsAlone(TextSpan span) => span.Style == TextStyle.Code && CellWidth.Of(span.Text) > MaxInlineCode;

    /// <summary>Text that follows such code, without the punctuation that would be copied with it.</summary>
    public static string BehindCode(string text) => text.TrimStart(Punctuation);

    /// <summary>
    /// Splits at spaces and beside wide characters, whose scripts write no spaces. Punctuation that follows code on a line of its own is
    /// dropped, for it would be copied with it.
    /// </summary>
    public static List<TextWord> Split(ReadOnlySpan<TextSpan> spans)
    {
        List<TextWord> words = [];
        bool space = false;
        bool open = false;
        bool opens = false;
        foreach (TextSpan span in spans)
        {
            if (span.Style == TextStyle.Code)
            {
                Code(words, span, ref space, ref open);
                continue;
            }

            string text = words.Count > 0 && words[^1].OwnLine && !space ? BehindCode(span.Text) : span.Text;
            foreach (Rune rune in text.EnumerateRunes())
            {
                if (rune.Value == ' ')
                {
                    space = true;
                    open = false;
                    opens = false;
                    continue;
                }

                bool wide = CellWidth.IsWide(rune);
                bool closes = !space && words.Count > 0 && !words[^1].OwnLine && Closing.Contains(rune.ToString(), StringComparison.Ordinal);
                if (!closes && (!open || (wide && !opens)))
                {
                    words.Add(new TextWord { AfterSpace = space, MayBreakBefore = true });
                }

                words[^1].Append(rune.ToString(), span.Style);
                space = false;
                opens = Opening.Contains(rune.ToString(), StringComparison.Ordinal);
                open = !wide || opens;
            }
        }

        return words;
    }

    private static void Code(List<TextWord> words, TextSpan span, ref bool space, ref bool open)
    {
        bool own = IsAlone(span);
        if (own || !open)
        {
            words.Add(new TextWord { AfterSpace = space, MayBreakBefore = true, OwnLine = own });
        }

        words[^1].Append(own ? span.Text : $"`{span.Text}`", TextStyle.Code);
        space = false;
        open = !own;
    }

    private void Append(string text, TextStyle style)
    {
        Width += CellWidth.Of(text);
        if (_spans.Count > 0 && _spans[^1].Style == style)
        {
            _spans[^1] = new TextSpan(_spans[^1].Text + text, style);
        }
        else
        {
            _spans.Add(new TextSpan(text, style));
        }
    }
}
