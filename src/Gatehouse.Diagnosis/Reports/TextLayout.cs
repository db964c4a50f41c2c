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

    /// <summary>A paragraph. A line is broken at spaces and beside wide characters; long code gets a line of its own.</summary>
    /// <param name="first">Columns the first line is indented.</param>
    /// <param name="rest">Columns the other lines are indented.</param>
    /// <param name="spans">Its pieces; text that was not made here must have been escaped.</param>
    public void Paragraph(int first, int rest, params ReadOnlySpan<TextSpan> spans)
    {
        List<TextSpan> line = [];
        int indent = first;
        int column = first;
        foreach (TextWord word in TextWord.Split(spans))
        {
            if (line.Count > 0 && word.MayBreakBefore && (word.OwnLine || column + word.Width + (word.AfterSpace ? 1 : 0) > width))
            {
                EndLine();
            }

            if (word.AfterSpace && line.Count > 0)
            {
                line.Add(new TextSpan(" ", TextStyle.Plain));
                column++;
            }

            line.AddRange(word.Spans);
            column += word.Width;
            if (word.OwnLine)
            {
                EndLine();
            }
        }

        if (line.Count > 0)
        {
            EndLine();
        }

        void EndLine()
        {
            Add(line, indent);
            line = [];
            indent = rest;
            column = rest;
        }
    }

    private void Add(List<TextSpan> spans, int indent)
    {
        List<TextSpan> line = indent > 0 ? [new TextSpan(new string(' ', indent), TextStyle.Plain)] : [];
        for (int i = 0; i < spans.Count; i++)
        {
            // A space between two pieces of one style takes that style, so that the pieces become one.
            TextSpan span = spans[i].Text == " " && i + 1 < spans.Count && line.Count > 0 && spans[i + 1].Style == line[^1].Style
                ? spans[i] with { Style = line[^1].Style }
                : spans[i];
            if (line.Count > 0 && line[^1].Style == span.Style)
            {
                line[^1] = span with { Text = line[^1].Text + span.Text };
            }
            else
            {
                line.Add(span);
            }
        }

        _lines.Add(new TextLine(line));
    }
}
