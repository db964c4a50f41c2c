using System.Text;

namespace Gatehouse.Diagnosis.Reports;

/// <summary>Collects the lines of a text report and wraps paragraphs to a width.</summary>
/// <param name="width">Columns of a line. What is there to be copied (<see cref="TextStyle.Code"/>) is never broken, even when it is longer.</param>
internal sealed class TextLayout(int width)
{
    private readonly List<TextLine> _lines = [];

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<TextLine> Lines => _lines;

    /// <summary>An empty line, but never two of them and none at the top.</summary>
    public void Gap()
    {
        if (_lines.Count > 0 && _lines[^1].Spans.Count > 0)
        {
            _lines.Add(new TextLine([]));
        }
    }

    /// <summary>A section's name on a line of its own, an empty line before it.</summary>
    public void Heading(string text)
    {
        Gap();
        _lines.Add(new TextLine([new TextSpan(text, TextStyle.Heading)]));
    }

    /// <summary>A line that is not wrapped.</summary>
    public void Unwrapped(int indent, params ReadOnlySpan<TextSpan> spans) =>
        _lines.Add(new TextLine([new TextSpan(new string(' ', indent), TextStyle.Plain), .. spans]));

    /// <summary>A paragraph of one style.</summary>
    public void Paragraph(int indent, string text, TextStyle style = TextStyle.Plain) =>
        Paragraph(indent, indent, new TextSpan(text, style));

    /// <summary>A paragraph.</summary>
    /// <param name="first">Columns the first line is indented.</param>
    /// <param name="rest">Columns the other lines are indented.</param>
    /// <param name="spans">Its pieces; text that was not made here must have been escaped.</param>
    public void Paragraph(int first, int rest, params ReadOnlySpan<TextSpan> spans)
    {
        int indent = first;
        List<TextSpan> line = [];
        int column = indent;
        bool space = false;
        foreach (TextSpan span in spans)
        {
            foreach (string word in span.Style == TextStyle.Code ? [span.Text] : Words(span.Text))
            {
                if (word == " ")
                {
                    space = line.Count > 0;
                    continue;
                }

                int size = CellWidth.Of(word);
                if (line.Count > 0 && column + (space ? 1 : 0) + size > width)
                {
                    Add(line, indent);
                    indent = rest;
                    line = [];
                    column = rest;
                    space = false;
                }

                string text = space ? " " + word : word;
                if (line.Count > 0 && line[^1].Style == span.Style)
                {
                    line[^1] = line[^1] with { Text = line[^1].Text + text };
                }
                else
                {
                    line.Add(new TextSpan(text, span.Style));
                }

                column += size + (space ? 1 : 0);
                space = false;
            }
        }

        if (line.Count > 0)
        {
            Add(line, indent);
        }
    }

    private void Add(List<TextSpan> line, int indent)
    {
        if (indent > 0)
        {
            line.Insert(0, new TextSpan(new string(' ', indent), TextStyle.Plain));
        }

        _lines.Add(new TextLine(line));
    }

    // Words, and single spaces between them; wide characters are words of their own, for their scripts write no spaces.
    private static IEnumerable<string> Words(string text)
    {
        StringBuilder word = new();
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool space = rune.Value == ' ';
            if (!space && !CellWidth.IsWide(rune))
            {
                word.Append(rune.ToString());
                continue;
            }

            if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }

            yield return rune.ToString();
        }

        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
