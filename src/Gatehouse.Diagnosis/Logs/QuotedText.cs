using System.Text;

namespace Gatehouse.Diagnosis.Logs;

/// <summary>Takes the <c>&gt;</c> off a text that was quoted in a mail or in Markdown.</summary>
internal static class QuotedText
{
    /// <summary>Unquotes when most lines that are not blank are quoted; line numbers stay the same.</summary>
    public static string Unquote(string text)
    {
        if (!text.Contains("\n>", StringComparison.Ordinal))
        {
            return text;
        }

        int quoted = 0;
        int lines = 0;
        foreach (ReadOnlySpan<char> line in text.AsSpan().EnumerateLines())
        {
            lines += line.IsWhiteSpace() ? 0 : 1;
            quoted += line.StartsWith('>') ? 1 : 0;
        }

        if (quoted * 2 <= lines)
        {
            return text;
        }

        var plain = new StringBuilder(text.Length);
        bool first = true;
        foreach (Range range in text.AsSpan().Split('\n'))
        {
            ReadOnlySpan<char> line = text.AsSpan(range);
            if (!first)
            {
                plain.Append('\n');
            }

            first = false;
            plain.Append(line.StartsWith("> ", StringComparison.Ordinal) ? line[2..] : line.StartsWith('>') ? line[1..] : line);
        }

        return plain.ToString();
    }
}
