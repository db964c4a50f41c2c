using System.Globalization;
using System.Text;

namespace Gatehouse.Diagnosis.Reports.Html;

/// <summary>Writes HTML that is well-formed XML too. Whatever text it is given is escaped: there is no way around it.</summary>
internal sealed class HtmlWriter
{
    // Inside a sentence, where a line break would show as a space.
    private static readonly HashSet<string> Inline = new(StringComparer.Ordinal) { "code", "span", "strong", "tspan" };

    // Whole lines that hold sentences: a break behind them, none inside.
    private static readonly HashSet<string> Lines = new(StringComparer.Ordinal)
    {
        "dd", "dt", "footer", "h1", "h2", "h3", "li", "p", "summary", "text", "title",
    };

    private readonly StringBuilder _text = new();
    private readonly Stack<string> _open = [];

    /// <summary>What was written.</summary>
    public override string ToString() => _text.ToString();

    /// <summary>Writes markup of our own making.</summary>
    public void Verbatim(string markup) => _text.Append(markup);

    /// <summary>Opens an element.</summary>
    public HtmlWriter Open(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(name, attributes);
        _text.Append('>');
        if (!Inline.Contains(name) && !Lines.Contains(name))
        {
            _text.Append('\n');
        }

        _open.Push(name);
        return this;
    }

    /// <summary>Writes an element without content.</summary>
    public HtmlWriter Empty(string name, params ReadOnlySpan<(string Name, object Value)> attributes)
    {
        Start(name, attributes);
        _text.Append("/>\n");
        return this;
    }

    /// <summary>Closes the element opened last.</summary>
    public HtmlWriter Close()
    {
        string name = _open.Pop();
        _text.Append("</").Append(name).Append('>');
        if (!Inline.Contains(name))
        {
            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes text.</summary>
    public HtmlWriter Text(string text)
    {
        Escape(SafeText.Escape(text));
        return this;
    }

    /// <summary>An element with text and at most a class.</summary>
    public HtmlWriter Element(string name, string text, string? style = null)
    {
        _ = style is null ? Open(name) : Open(name, ("class", style));
        return Text(text).Close();
    }

    /// <summary>Sentences in which short code stands between backquotes; long code gets a block of its own after its sentence.</summary>
    public HtmlWriter Prose(string text)
    {
        bool isBehindBlock = false;
        foreach (TextSpan span in Wording.Spans(text))
        {
            bool isBlock = TextWord.IsAlone(span);
            if (span.Style == TextStyle.Code)
            {
                Element("code", span.Text, isBlock ? "block" : null);
            }
            else
            {
                Text(isBehindBlock ? TextWord.BehindCode(span.Text) : span.Text);
            }

            isBehindBlock = isBlock;
        }

        return this;
    }

    private void Start(string name, ReadOnlySpan<(string Name, object Value)> attributes)
    {
        _text.Append('<').Append(name);
        foreach ((string attribute, object value) in attributes)
        {
            _text.Append(' ').Append(attribute).Append("=\"");
            Escape(SafeText.Escape(Convert.ToString(value, CultureInfo.InvariantCulture)!));
            _text.Append('"');
        }
    }

    private void Escape(string text)
    {
        foreach (char c in text)
        {
            _ = c switch
            {
                '&' => _text.Append("&amp;"),
                '<' => _text.Append("&lt;"),
                '>' => _text.Append("&gt;"),
                '"' => _text.Append("&quot;"),
                '\'' => _text.Append("&#39;"),
                _ => _text.Append(c),
            };
        }
    }
}
