using System.Text;

namespace Gatehouse.Diagnosis.Reports.Markdown;

/// <summary>
/// Writes text so that Markdown shows it and does nothing else with it: no link, image, mention, heading or HTML comes of what a stranger wrote.
/// </summary>
internal static class MarkdownText
{
    // Backslash escapes of CommonMark, section 2.4, for what can begin something inside a line, in GitHub's and GitLab's dialects too.
    private const string Escaped = @"\`*_[]<>&|~#!$^{}";

    /// <summary>A piece of text within a line.</summary>
    public static string Of(string text)
    {
        string safe = SafeText.Escape(text);
        StringBuilder markdown = new(safe.Length + 8);
        for (int i = 0; i < safe.Length; i++)
        {
            char c = safe[i];
            if (Escaped.Contains(c, StringComparison.Ordinal) || (i == 0 && c is '+' or '-' or '='))
            {
                markdown.Append('\\').Append(c);
            }
            else if (c == '@' || (c == ':' && string.CompareOrdinal(safe, i, "://", 0, 3) == 0) || (c == '.' && EndsWithWww(safe, i)))
            {
                // Addresses become links without any markup; written as an entity the character shows and links nothing.
                markdown.Append("&#").Append((int)c).Append(';');
            }
            else if (c is '.' or ')' && i > 0 && IsNumber(safe.AsSpan(0, i)))
            {
                markdown.Append('\\').Append(c);
            }
            else
            {
                markdown.Append(c);
            }
        }

        return markdown.ToString();
    }

    /// <summary>Code within a line, outside of tables.</summary>
    public static string Code(string text)
    {
        string safe = SafeText.Escape(text);
        string fence = new('`', LongestRun(safe) + 1);
        return safe.Length == 0 ? string.Empty
            : safe[0] == '`' || safe[^1] == '`' ? $"{fence} {safe} {fence}"
            : fence + safe + fence;
    }

    /// <summary>Code in a block of its own.</summary>
    /// <param name="text">The code, one line.</param>
    /// <param name="indent">What stands before each line, to keep the block inside a list.</param>
    public static string Block(string text, string indent = "")
    {
        string safe = SafeText.Escape(text);
        string fence = new('`', Math.Max(3, LongestRun(safe) + 1));
        return $"{indent}{fence}\n{indent}{safe}\n{indent}{fence}\n";
    }

    /// <summary>Sentences in which code stands between backquotes.</summary>
    public static string Prose(string text) =>
        string.Concat(Wording.Spans(text).Select(span => span.Style == TextStyle.Code ? Code(span.Text) : Of(span.Text)));

    private static bool EndsWithWww(string text, int end) => end >= 3 && string.Compare(text, end - 3, "www", 0, 3, StringComparison.OrdinalIgnoreCase) == 0;

    private static bool IsNumber(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange('0', '9');

    private static int LongestRun(string text)
    {
        int longest = 0;
        int run = 0;
        foreach (char c in text)
        {
            run = c == '`' ? run + 1 : 0;
            longest = Math.Max(longest, run);
        }

        return longest;
    }
}
